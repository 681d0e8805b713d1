package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.domain.marketdata.Decimals;
import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.SymbolSummary;
import dev.quintet.domain.marketdata.TenantTicks;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.marketdata.TickBatch;
import dev.quintet.domain.marketdata.TickColumns;
import dev.quintet.domain.marketdata.TickKind;
import dev.quintet.domain.marketdata.TickPosition;
import dev.quintet.domain.marketdata.TickQuery;
import dev.quintet.domain.marketdata.TickRows;
import dev.quintet.domain.marketdata.TickStore;
import dev.quintet.domain.marketdata.TimeRange;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a {@link TickStore} does. */
public interface TickStoreContract {

  Instant NOON = Instant.parse("2025-03-04T12:00:00Z");

  /** When the first batch of a test is received; later ones seconds after. */
  Instant RECEIVED = Instant.parse("2025-06-01T00:00:00.000001Z");

  TickStore ticks();

  private void store(TenantId tenant, Tick... ticks) {
    ticks().append(List.of(Feed.batch(tenant, ticks)), Fresh.deadline());
  }

  private static TimeRange always() {
    return new TimeRange(EventTime.MIN, EventTime.END);
  }

  private static TickQuery all(Symbol symbol) {
    return new TickQuery(symbol, null, always(), null, null);
  }

  /** The ticks of a query, from the columns they come in. */
  private List<Tick> read(TenantId tenant, TickQuery query) {
    List<Tick> found = new ArrayList<>();
    ticks()
        .read(
            tenant,
            query,
            rows -> {
              assertThat(rows.rows()).isBetween(1, 8_192);
              for (int row = 0; row < rows.rows(); row++) {
                found.add(tick(query.symbol(), rows, row));
              }
            },
            Fresh.deadline());
    return found;
  }

  private static Tick tick(Symbol symbol, TickRows rows, int row) {
    long low = rows.volumes()[row];
    long[] highs = rows.volumesHigh();
    BigDecimal volume = Decimals.volume(highs == null ? low >> 63 : highs[row], low);
    Source source = rows.sources()[rows.sourceIndexes()[row]];
    Instant time = EventTime.instant(rows.eventTimes()[row]);
    Instant received = EventTime.instant(rows.receivedMicros()[row] * 1_000);
    int sequence = rows.sequences()[row];
    BigDecimal first = Decimals.price(rows.first()[row]);
    if (rows.kinds()[row] == TickKind.TRADE) {
      assertThat(rows.second()[row]).isZero();
      return new Tick.TradePrint(symbol, source, time, sequence, first, volume, received);
    }
    BigDecimal ask = Decimals.price(rows.second()[row]);
    return new Tick.Quote(symbol, source, time, sequence, first, ask, volume, received);
  }

  @Test
  default void aQuoteIsReadAsItWasStored() {
    Feed feed = Feed.of(Fresh.tenant(), "EURUSD", "fxcm");
    Tick quote = feed.quote(NOON.plusNanos(123_456_789), 7, "1.1", "1.10012", "2.5", RECEIVED);
    store(feed.tenant(), quote);
    assertThat(read(feed.tenant(), all(feed.symbol()))).containsExactly(quote);
  }

  @Test
  default void aTradePrintIsReadAsItWasStored() {
    Feed feed = Feed.of(Fresh.tenant(), "BTC/USD", "bitstamp");
    Tick trade = feed.trade(NOON, 0, "97123.45", "0.00000001", RECEIVED);
    store(feed.tenant(), trade);
    assertThat(read(feed.tenant(), all(feed.symbol()))).containsExactly(trade);
  }

  @Test
  default void valuesAtTheirLimitsAreKept() {
    Feed feed = Feed.of(Fresh.tenant(), "X", "a");
    String most = "9999999999.99999999";
    String smallest = "0.00000001";
    Instant last = EventTime.END.minusNanos(1);
    List<Tick> quotes =
        List.of(
            feed.quote(EventTime.MIN, 0, "-" + most, most, "0", RECEIVED),
            feed.quote(EventTime.MIN.plusNanos(1), 1, most, "-" + most, smallest, RECEIVED),
            feed.quote(NOON, Integer.MAX_VALUE, "-" + smallest, "0", "92233720368.54775807", RECEIVED),
            feed.quote(last, 0, smallest, smallest, "1", RECEIVED));
    quotes.forEach(quote -> store(feed.tenant(), quote));
    assertThat(read(feed.tenant(), all(feed.symbol()))).containsExactlyElementsOf(quotes);
    assertThat(ticks().last(feed.tenant(), feed.symbol(), Fresh.deadline()))
        .contains(quotes.getLast());
  }

  @Test
  default void aVolumeBeyond64BitsIsKept() {
    Feed feed = Feed.of(Fresh.tenant(), "X", "a");
    TickColumns columns =
        new TickColumns(
            TickKind.TRADE,
            new Symbol[] {feed.symbol()},
            null,
            new long[] {EventTime.nanos(NOON)},
            new int[] {0},
            8,
            new long[] {1},
            null,
            0,
            new long[] {Long.MAX_VALUE});
    TickBatch batch =
        TickBatch.admit(Fresh.batch(), feed.source(), null, columns, NOON.plusSeconds(1));
    ticks()
        .append(
            List.of(new TenantTicks(feed.tenant(), Tier.FREE, batch, RECEIVED)), Fresh.deadline());
    Tick expected = feed.trade(NOON, 0, "0.00000001", Long.toString(Long.MAX_VALUE), RECEIVED);
    assertThat(read(feed.tenant(), all(feed.symbol()))).containsExactly(expected);
    assertThat(ticks().last(feed.tenant(), feed.symbol(), Fresh.deadline())).contains(expected);
  }

  @Test
  default void ticksOfOneInstantComeInOrderOfSequenceThenSource() {
    TenantId tenant = Fresh.tenant();
    Feed a = Feed.of(tenant, "X", "a");
    Feed b = Feed.of(tenant, "X", "b");
    Tick second = a.quote(NOON, 1, "2", "2", RECEIVED);
    Tick first = a.quote(NOON, 0, "1", "1", RECEIVED);
    Tick between = b.quote(NOON, 0, "3", "3", RECEIVED);
    Tick before = b.quote(NOON.minusNanos(1), 9, "4", "4", RECEIVED);
    store(tenant, second, first);
    store(tenant, between, before);
    assertThat(read(tenant, all(a.symbol()))).containsExactly(before, first, between, second);
    assertThat(ticks().last(tenant, a.symbol(), Fresh.deadline())).contains(second);
  }

  @Test
  default void appendingTheSameBatchAgainChangesNothing() {
    Feed feed = Feed.of(Fresh.tenant(), "X", "a");
    Tick one = feed.quote(NOON, 0, "1", "2", "3", RECEIVED);
    Tick two = feed.quote(NOON.plusSeconds(1), 0, "1", "2", "3", RECEIVED);
    for (int time = 0; time < 3; time++) {
      store(feed.tenant(), one, two);
    }
    assertThat(read(feed.tenant(), all(feed.symbol()))).containsExactly(one, two);
  }

  @Test
  default void aCorrectionWinsWhateverTheOrderOfArrival() {
    for (boolean correctionFirst : new boolean[] {false, true}) {
      Feed feed = Feed.of(Fresh.tenant(), "X", "a");
      Tick wrong = feed.quote(NOON, 0, "1", "2", RECEIVED);
      Tick right = feed.quote(NOON, 0, "1.5", "2.5", RECEIVED.plusSeconds(1));
      store(feed.tenant(), correctionFirst ? right : wrong);
      store(feed.tenant(), correctionFirst ? wrong : right);
      assertThat(read(feed.tenant(), all(feed.symbol()))).containsExactly(right);
      assertThat(ticks().last(feed.tenant(), feed.symbol(), Fresh.deadline())).contains(right);
      assertThat(ticks().asOf(feed.tenant(), List.of(feed.symbol()), NOON, Fresh.deadline()))
          .containsExactly(right);
    }
  }

  @Test
  default void theEarlierVersionStaysReadableAsKnownThen() {
    Feed feed = Feed.of(Fresh.tenant(), "X", "a");
    Tick wrong = feed.quote(NOON, 0, "1", "2", RECEIVED);
    Tick right = feed.quote(NOON, 0, "1.5", "2.5", RECEIVED.plusNanos(1_000));
    Tick late = feed.quote(NOON.minusSeconds(1), 0, "9", "9", RECEIVED.plusNanos(2_000));
    store(feed.tenant(), wrong);
    store(feed.tenant(), right);
    store(feed.tenant(), late);
    assertThat(read(feed.tenant(), knownAt(feed, RECEIVED.minusNanos(1)))).isEmpty();
    assertThat(read(feed.tenant(), knownAt(feed, RECEIVED))).containsExactly(wrong);
    assertThat(read(feed.tenant(), knownAt(feed, RECEIVED.plusNanos(1_999))))
        .containsExactly(right);
    assertThat(read(feed.tenant(), knownAt(feed, RECEIVED.plusNanos(2_000))))
        .containsExactly(late, right);
  }

  private static TickQuery knownAt(Feed feed, Instant at) {
    return new TickQuery(feed.symbol(), null, always(), null, at);
  }

  @Test
  default void rangesAreHalfOpen() {
    Feed feed = Feed.of(Fresh.tenant(), "X", "a");
    Tick before = feed.quote(NOON.minusNanos(1), 0, "1", "1", RECEIVED);
    Tick at = feed.quote(NOON, 0, "2", "2", RECEIVED);
    Tick last = feed.quote(NOON.plusSeconds(1).minusNanos(1), 0, "3", "3", RECEIVED);
    Tick end = feed.quote(NOON.plusSeconds(1), 0, "4", "4", RECEIVED);
    store(feed.tenant(), before, at, last, end);
    TimeRange second = new TimeRange(NOON, NOON.plusSeconds(1));
    assertThat(read(feed.tenant(), new TickQuery(feed.symbol(), null, second, null, null)))
        .containsExactly(at, last);
  }

  @Test
  default void aReadGoesOnBehindAnyPosition() {
    TenantId tenant = Fresh.tenant();
    Feed a = Feed.of(tenant, "X", "a");
    Feed b = Feed.of(tenant, "X", "b");
    List<Tick> stored = new ArrayList<>();
    for (int second = 0; second < 3; second++) {
      for (int sequence = 0; sequence < 2; sequence++) {
        Instant time = NOON.plusSeconds(second);
        stored.add(a.quote(time, sequence, "1", "1", RECEIVED));
        stored.add(b.quote(time, sequence, "1", "1", RECEIVED));
      }
    }
    stored.forEach(tick -> store(tenant, tick));
    for (int index = 0; index < stored.size(); index++) {
      Tick tick = stored.get(index);
      TickPosition after =
          new TickPosition(EventTime.nanos(tick.eventTime()), tick.sequence(), tick.source());
      assertThat(read(tenant, new TickQuery(a.symbol(), null, always(), after, null)))
          .containsExactlyElementsOf(stored.subList(index + 1, stored.size()));
    }
  }

  @Test
  default void oneFeedCanBeReadAlone() {
    TenantId tenant = Fresh.tenant();
    Feed a = Feed.of(tenant, "X", "a");
    Tick own = a.quote(NOON, 0, "1", "1", RECEIVED);
    store(tenant, own);
    store(tenant, Feed.of(tenant, "X", "b").quote(NOON, 0, "2", "2", RECEIVED));
    assertThat(read(tenant, new TickQuery(a.symbol(), a.source(), always(), null, null)))
        .containsExactly(own);
    assertThat(
            read(tenant, new TickQuery(a.symbol(), new Source("c"), always(), null, null)))
        .isEmpty();
  }

  @Test
  default void longReadsComeInPagesWithCorrectionsApplied() {
    Feed feed = Feed.of(Fresh.tenant(), "X", "a");
    List<Tick> first = seconds(feed, 20_000, "1", RECEIVED);
    List<Tick> corrected = new ArrayList<>(seconds(feed, 20_000, "2", RECEIVED.plusSeconds(1)));
    ticks().append(List.of(Feed.batch(feed.tenant(), first)), Fresh.deadline());
    List<Tick> shuffled = new ArrayList<>(corrected);
    Collections.shuffle(shuffled, new Random(3));
    ticks().append(List.of(Feed.batch(feed.tenant(), shuffled)), Fresh.deadline());
    assertThat(read(feed.tenant(), all(feed.symbol()))).containsExactlyElementsOf(corrected);
  }

  private static List<Tick> seconds(Feed feed, int count, String price, Instant received) {
    return IntStream.range(0, count)
        .mapToObj(i -> feed.quote(NOON.plusSeconds(i), 0, price, price, received))
        .toList();
  }

  @Test
  default void oneBlockHoldsBatchesOfManyTenantsKindsAndSymbols() {
    List<TenantTicks> block = new ArrayList<>();
    List<Tick> expected = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Feed feed = Feed.of(Fresh.tenant(), "S" + i, "f" + i % 7);
      Tick tick =
          i % 2 == 0
              ? feed.quote(NOON, 0, "1", "2", RECEIVED.plusSeconds(i))
              : feed.trade(NOON, 0, "3", "4", RECEIVED.plusSeconds(i));
      block.add(Feed.batch(feed.tenant(), tick));
      expected.add(tick);
    }
    ticks().append(block, Fresh.deadline());
    for (int i = 0; i < expected.size(); i += 50) {
      assertThat(read(block.get(i).tenant(), all(expected.get(i).symbol())))
          .containsExactly(expected.get(i));
    }
  }

  @Test
  default void aBatchOfManySymbolsAndMonthsIsStored() {
    TenantId tenant = Fresh.tenant();
    Symbol[] symbols = {new Symbol("A"), new Symbol("B")};
    int months = 24;
    long[] times = new long[months];
    for (int i = 0; i < months; i++) {
      times[i] = EventTime.nanos(NOON.minus(Duration.ofDays(30L * i)));
    }
    TickColumns columns =
        new TickColumns(
            TickKind.TRADE,
            symbols,
            IntStream.range(0, months).map(i -> i % 2).toArray(),
            times,
            null,
            2,
            IntStream.range(0, months).mapToLong(i -> i).toArray(),
            null,
            0,
            null);
    TickBatch batch =
        TickBatch.admit(Fresh.batch(), new Source("s"), null, columns, NOON.plusSeconds(1));
    ticks()
        .append(List.of(new TenantTicks(tenant, Tier.ENTERPRISE, batch, RECEIVED)), Fresh.deadline());
    assertThat(read(tenant, all(symbols[0]))).hasSize(12);
    Feed feed = Feed.of(tenant, "B", "s");
    assertThat(read(tenant, all(symbols[1]))).hasSize(12)
        .last()
        .isEqualTo(feed.trade(NOON.minus(Duration.ofDays(30)), 0, "0.01", "0", RECEIVED));
  }

  @Test
  default void nothingIsFoundWhereNothingWasStored() {
    TenantId tenant = Fresh.tenant();
    Symbol symbol = new Symbol("NONE");
    assertThat(read(tenant, all(symbol))).isEmpty();
    assertThat(ticks().last(tenant, symbol, Fresh.deadline())).isEmpty();
    assertThat(ticks().asOf(tenant, List.of(symbol), NOON, Fresh.deadline())).isEmpty();
    assertThat(ticks().asOf(tenant, List.of(), NOON, Fresh.deadline())).isEmpty();
    assertThat(ticks().summary(tenant, symbol, null, Fresh.deadline())).isEmpty();
    assertThat(ticks().symbols(tenant, null, 10, Fresh.deadline()).items()).isEmpty();
    ticks().append(List.of(), Fresh.deadline());
  }

  @Test
  default void nobodySeesAnotherTenantsTicks() {
    Feed feed = Feed.of(Fresh.tenant(), "SECRET", "a");
    store(feed.tenant(), feed.quote(NOON, 0, "1", "2", RECEIVED));
    TenantId other = Fresh.tenant();
    assertThat(read(other, all(feed.symbol()))).isEmpty();
    assertThat(ticks().last(other, feed.symbol(), Fresh.deadline())).isEmpty();
    assertThat(ticks().asOf(other, List.of(feed.symbol()), NOON, Fresh.deadline())).isEmpty();
    assertThat(ticks().summary(other, feed.symbol(), null, Fresh.deadline())).isEmpty();
    assertThat(ticks().symbols(other, null, 10, Fresh.deadline()).items()).isEmpty();
    assertThat(ticks().symbols(other, new Cursor("A"), 10, Fresh.deadline()).items()).isEmpty();
  }

  @Test
  default void asOfGivesForEachSymbolTheNewestTickNotAfterIt() {
    TenantId tenant = Fresh.tenant();
    Feed a = Feed.of(tenant, "A", "x");
    Feed b = Feed.of(tenant, "B", "x");
    Feed c = Feed.of(tenant, "C", "x");
    Tick yearAgo = a.quote(NOON.minus(Duration.ofDays(400)), 0, "1", "1", RECEIVED);
    Tick afterwards = a.quote(NOON.plusNanos(1), 0, "2", "2", RECEIVED);
    Tick exactly = b.trade(NOON, 3, "3", "1", RECEIVED);
    Tick sameHour = b.trade(NOON.plusSeconds(60), 0, "4", "1", RECEIVED);
    store(tenant, yearAgo, afterwards);
    store(tenant, exactly, sameHour);
    store(tenant, c.quote(NOON.plusSeconds(1), 0, "5", "5", RECEIVED));
    List<Symbol> symbols = List.of(c.symbol(), b.symbol(), a.symbol(), new Symbol("NONE"));
    assertThat(ticks().asOf(tenant, symbols, NOON, Fresh.deadline()))
        .containsExactlyInAnyOrder(yearAgo, exactly);
    assertThat(ticks().asOf(tenant, symbols, EventTime.END, Fresh.deadline()))
        .hasSize(3)
        .contains(afterwards, sameHour);
    assertThat(ticks().asOf(tenant, symbols, Instant.EPOCH, Fresh.deadline())).isEmpty();
  }

  @Test
  default void aSummarySpansTheTicksOfOneFeedOrOfAll() {
    TenantId tenant = Fresh.tenant();
    Feed a = Feed.of(tenant, "X", "a");
    Feed b = Feed.of(tenant, "X", "b");
    Instant late = NOON.plus(Duration.ofDays(90)).plusNanos(1);
    store(tenant, a.quote(NOON, 0, "1", "1", RECEIVED));
    store(tenant, b.trade(NOON.plusSeconds(1), 0, "1", "1", RECEIVED));
    store(tenant, b.trade(late, 0, "1", "1", RECEIVED));
    assertThat(summary(tenant, null)).isEqualTo(new SymbolSummary(a.symbol(), NOON, late));
    assertThat(summary(tenant, a.source()))
        .isEqualTo(new SymbolSummary(a.symbol(), NOON, NOON));
    assertThat(summary(tenant, b.source()))
        .isEqualTo(new SymbolSummary(a.symbol(), NOON.plusSeconds(1), late));
    assertThat(ticks().summary(tenant, a.symbol(), new Source("c"), Fresh.deadline())).isEmpty();
  }

  private SymbolSummary summary(TenantId tenant, @Nullable Source source) {
    return ticks().summary(tenant, new Symbol("X"), source, Fresh.deadline()).orElseThrow();
  }

  @Test
  default void symbolsArePagedByName() {
    TenantId tenant = Fresh.tenant();
    for (String name : List.of("C", "A", "E", "B", "D")) {
      store(tenant, Feed.of(tenant, name, "x").quote(NOON, 0, "1", "1", RECEIVED));
    }
    List<String> names = new ArrayList<>();
    Cursor cursor = null;
    int pages = 0;
    do {
      Page<SymbolSummary> page = ticks().symbols(tenant, cursor, 2, Fresh.deadline());
      assertThat(page.items()).hasSizeLessThanOrEqualTo(2);
      page.items().forEach(item -> names.add(item.symbol().value()));
      cursor = page.nextCursor();
      pages++;
    } while (cursor != null);
    assertThat(names).containsExactly("A", "B", "C", "D", "E");
    assertThat(pages).isEqualTo(3);
    assertThat(ticks().symbols(tenant, null, 5, Fresh.deadline()).nextCursor()).isNull();
  }

  @Test
  default void anExceptionFromTheSinkEndsTheRead() {
    Feed feed = Feed.of(Fresh.tenant(), "X", "a");
    ticks()
        .append(
            List.of(Feed.batch(feed.tenant(), seconds(feed, 20_000, "1", RECEIVED))),
            Fresh.deadline());
    RuntimeException enough = new IllegalStateException("enough");
    List<Integer> pages = new ArrayList<>();
    assertThatThrownBy(
            () ->
                ticks()
                    .read(
                        feed.tenant(),
                        all(feed.symbol()),
                        rows -> {
                          pages.add(rows.rows());
                          throw enough;
                        },
                        Fresh.deadline()))
        .isSameAs(enough);
    assertThat(pages).hasSize(1);
  }

  @Test
  default void afterItsDeadlineNothingIsDone() {
    Feed feed = Feed.of(Fresh.tenant(), "X", "a");
    List<TenantTicks> block =
        Stream.of(feed.quote(NOON, 0, "1", "1", RECEIVED))
            .map(tick -> Feed.batch(feed.tenant(), tick))
            .toList();
    assertProblem(Problem.Unavailable.class, () -> ticks().append(block, Fresh.expired()));
    assertThat(read(feed.tenant(), all(feed.symbol()))).isEmpty();
    assertProblem(
        Problem.Unavailable.class,
        () -> ticks().read(feed.tenant(), all(feed.symbol()), rows -> {}, Fresh.expired()));
    assertProblem(
        Problem.Unavailable.class,
        () -> ticks().last(feed.tenant(), feed.symbol(), Fresh.expired()));
  }
}
