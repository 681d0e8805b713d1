package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertUnavailable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.marketdata.Decimals;
import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.StoredTick;
import dev.quintet.domain.marketdata.StoredTick.Values;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TickKind;
import dev.quintet.domain.marketdata.TickVersionStore;
import dev.quintet.domain.marketdata.TickVersionStore.Extent;
import dev.quintet.domain.marketdata.TickVersionStore.Origin;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a {@link TickVersionStore} finds. */
public interface TickVersionStoreContract extends MarketDataContract {

  Source FXCM = new Source("fxcm");

  TickVersionStore versions();

  private static long nanos(Instant time) {
    return EventTime.nanos(time);
  }

  private static Values values(int first, int second, long volume) {
    long unit = Decimals.powerOfTen(8);
    return new Values(
        first * unit, second * unit, Math.multiplyHigh(volume, unit), volume * unit);
  }

  /** Only of the instants that are asked for. */
  private List<StoredTick> find(TenantId tenant, TickKind kind, SequencedMap<Symbol, long[]> at) {
    List<StoredTick> found = new ArrayList<>();
    versions()
        .find(
            new Origin(tenant, null, FXCM),
            kind,
            at,
            tick -> {
              if (LongStream.of(at.getOrDefault(tick.symbol(), new long[0]))
                  .anyMatch(time -> time == tick.eventTime())) {
                found.add(tick);
              }
            },
            Fresh.deadline());
    return found;
  }

  private static SequencedMap<Symbol, long[]> at(Symbol symbol, Instant... times) {
    SequencedMap<Symbol, long[]> instants = new LinkedHashMap<>();
    instants.put(symbol, Arrays.stream(times).mapToLong(EventTime::nanos).toArray());
    return instants;
  }

  private Map<Symbol, Extent> extents(TenantId tenant, Instant from) {
    return versions()
        .extents(new Origin(tenant, null, FXCM), List.of(EURUSD, GBPUSD), nanos(from), Fresh.deadline());
  }

  @Test
  default void extentsAreThoseOfTheFeedOfEitherKindAnnulledOrNot() {
    TenantId tenant = newTenant();
    assertThat(extents(tenant, EventTime.MIN)).isEmpty();
    Batch late = Batch.trades("fxcm").trade("EURUSD", T.plusSeconds(9), 0, "1", "1");
    append(
        tenant,
        Batch.quotes("fxcm").quote("EURUSD", T, 0, "1", "2", "3"),
        late,
        Batch.quotes("fxcm").quote("GBPUSD", T.minusSeconds(90_000), 0, "1", "2", "3"),
        Batch.quotes("oanda").quote("EURUSD", T.plusSeconds(99), 0, "1", "2", "3"));
    append(tenant, R.plusSeconds(1), late.annuls());
    Extent eurusd = new Extent(nanos(T), nanos(T.plusSeconds(9)));
    Extent gbpusd = new Extent(nanos(T.minusSeconds(90_000)), nanos(T.minusSeconds(90_000)));
    assertThat(extents(tenant, EventTime.MIN))
        .containsOnly(Map.entry(EURUSD, eurusd), Map.entry(GBPUSD, gbpusd));
    assertThat(extents(tenant, T)).containsOnly(Map.entry(EURUSD, eurusd));
    assertThat(extents(tenant, T.plusSeconds(90_000))).isEmpty();
    assertThat(extents(newTenant(), EventTime.MIN)).isEmpty();
    assertThat(
            versions()
                .extentsOfOthers(new Origin(newTenant(), null, FXCM), List.of(EURUSD), R, Fresh.deadline()))
        .isEmpty();
  }

  @Test
  default void theLatestVersionOfEachTickOfTheFeedAndKindIsFound() {
    TenantId tenant = newTenant();
    append(
        tenant,
        Batch.quotes("fxcm")
            .quote("EURUSD", T, 0, "1", "2", "3")
            .quote("EURUSD", T, 7, "4", "5", "6")
            .quote("GBPUSD", T, 0, "7", "8", "9")
            .quote("EURUSD", T.plusNanos(1), 0, "9", "9", "9"),
        Batch.quotes("oanda").quote("EURUSD", T, 1, "1", "2", "3"));
    append(
        tenant,
        R.plusSeconds(1),
        Batch.quotes("fxcm").quote("EURUSD", T, 7, "-4", "5", "6"),
        Batch.trades("fxcm").trade("EURUSD", T, 0, "3", "1"));
    append(
        tenant, R.plusSeconds(2), Batch.quotes("fxcm").quote("GBPUSD", T, 0, "7", "8", "0").annuls());
    SequencedMap<Symbol, long[]> both = at(EURUSD, T.minusNanos(1), T);
    both.put(GBPUSD, new long[] {nanos(T)});
    assertThat(find(tenant, TickKind.QUOTE, both))
        .containsExactlyInAnyOrder(
            new StoredTick(EURUSD, nanos(T), 0, values(1, 2, 3), false),
            new StoredTick(EURUSD, nanos(T), 7, values(-4, 5, 6), false),
            new StoredTick(GBPUSD, nanos(T), 0, values(7, 8, 0), true));
    assertThat(find(tenant, TickKind.TRADE, at(EURUSD, T)))
        .containsExactly(new StoredTick(EURUSD, nanos(T), 0, values(3, 0, 1), false));
    assertThat(find(newTenant(), TickKind.QUOTE, both)).isEmpty();
  }

  @Test
  default void eachOwnerHasTicksOfItsOwn() {
    TenantId tenant = newTenant();
    UserId anna = new UserId("anna");
    append(
        tenant,
        Batch.quotes("fxcm").quote("EURUSD", T, 0, "1", "2", "3"),
        Batch.quotes("fxcm").quote("EURUSD", T.plusSeconds(9), 0, "4", "5", "6").of(anna));
    SequencedMap<Symbol, long[]> both = at(EURUSD, T, T.plusSeconds(9));
    assertThat(find(tenant, TickKind.QUOTE, both))
        .containsExactly(new StoredTick(EURUSD, nanos(T), 0, values(1, 2, 3), false));
    assertThat(extents(tenant, EventTime.MIN))
        .containsOnly(Map.entry(EURUSD, new Extent(nanos(T), nanos(T))));
    List<StoredTick> ofAnna = new ArrayList<>();
    Origin feed = new Origin(tenant, anna, FXCM);
    versions().find(feed, TickKind.QUOTE, both, ofAnna::add, Fresh.deadline());
    Instant later = T.plusSeconds(9);
    assertThat(ofAnna)
        .containsExactly(new StoredTick(EURUSD, nanos(later), 0, values(4, 5, 6), false));
    assertThat(versions().extents(feed, List.of(EURUSD, GBPUSD), 0, Fresh.deadline()))
        .containsOnly(Map.entry(EURUSD, new Extent(nanos(later), nanos(later))));
    assertThat(
            versions()
                .extentsOfOthers(
                    new Origin(tenant, new UserId("bob"), FXCM), List.of(EURUSD), R, Fresh.deadline()))
        .isEmpty();
  }

  @Test
  default void aVolumeBeyond64BitsIsFound() {
    TenantId tenant = newTenant();
    append(List.of(Samples.largestVolume(tenant, "EURUSD", T, R)));
    assertThat(find(tenant, TickKind.TRADE, at(EURUSD, T)))
        .extracting(StoredTick::values)
        .containsExactly(values(1, 0, Long.MAX_VALUE));
  }

  /** Few instants among many ticks, and many instants. */
  @Test
  default void someOfManyAreFound() {
    TenantId tenant = newTenant();
    append(tenant, Samples.crowd("fxcm", 60_000, 3));
    assertThat(find(tenant, TickKind.QUOTE, at(EURUSD, T, T.plusNanos(19_999)))).hasSize(6);
    SequencedMap<Symbol, long[]> many = new LinkedHashMap<>();
    many.put(EURUSD, LongStream.range(0, 9_000).map(i -> nanos(T) + i * 2).toArray());
    assertThat(find(tenant, TickKind.QUOTE, many)).hasSize(27_000);
  }

  @Test
  default void afterItsDeadlineNothingIsFound() {
    TenantId tenant = newTenant();
    assertUnavailable(
        () -> versions().extents(new Origin(tenant, null, FXCM), List.of(EURUSD), 0, Fresh.expired()),
        () ->
            versions()
                .extentsOfOthers(new Origin(tenant, null, FXCM), List.of(EURUSD), R, Fresh.expired()),
        () ->
            versions()
                .find(
                    new Origin(tenant, null, FXCM), TickKind.QUOTE, at(EURUSD, T), tick -> {}, Fresh.expired()));
  }
}
