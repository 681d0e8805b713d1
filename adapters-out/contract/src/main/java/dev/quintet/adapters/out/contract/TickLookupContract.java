package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertUnavailable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.SymbolSummary;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.marketdata.TickStore;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What a {@link TickStore} answers about single ticks and symbols; {@link TickStoreContract} has
 * the rest.
 */
interface TickLookupContract extends TickVersionsContract, PagingContract {

  private @Nullable String last(TenantId tenant) {
    return ticks()
        .last(Viewer.of(tenant), EURUSD, Fresh.deadline())
        .map(TickLookupContract::volume)
        .orElse(null);
  }

  private List<String> asOf(TenantId tenant, Instant at) {
    return ticks().asOf(Viewer.of(tenant), List.of(EURUSD, GBPUSD), at, Fresh.deadline()).stream()
        .map(tick -> tick.symbol() + " " + volume(tick))
        .sorted()
        .toList();
  }

  /** Tells the ticks of a test apart. */
  private static String volume(Tick tick) {
    return tick.volume().stripTrailingZeros().toPlainString();
  }

  private static Batch quote(Instant time, int sequence, String volume) {
    return Batch.quotes("fxcm").quote("EURUSD", time, sequence, "1", "2", volume);
  }

  @Test
  default void theLastTickIsTheLatestWhateverCameLast() {
    TenantId tenant = newTenant();
    append(tenant, quote(T.plusNanos(1), 0, "1"));
    assertThat(last(tenant)).isEqualTo("1");
    append(tenant, R.plusSeconds(1), quote(T, 9, "2"));
    assertThat(last(tenant)).isEqualTo("1");
    append(tenant, R.plusSeconds(2), quote(T.plusNanos(1), 1, "3"));
    assertThat(last(tenant)).isEqualTo("3");
  }

  @Test
  default void ofOneInstantAndSequenceTheLastSourceIsTheLastTick() {
    TenantId tenant = newTenant();
    append(
        tenant,
        Batch.quotes("b").quote("EURUSD", T, "1", "2", "1"),
        Batch.quotes("c").quote("EURUSD", T, "1", "2", "2"),
        Batch.quotes("a").quote("EURUSD", T, "1", "2", "3"));
    assertThat(last(tenant)).isEqualTo("2");
  }

  @Test
  default void theLastTickIsReadAsItWasCorrected() {
    TenantId tenant = newTenant();
    append(tenant, quote(T, 0, "1"));
    append(tenant, R.plusSeconds(1), quote(T, 0, "2"));
    append(tenant, R.plusSeconds(2), quote(T.minusNanos(1), 0, "3"));
    assertThat(last(tenant)).isEqualTo("2");
    assertThat(asOf(tenant, T)).containsExactly("EURUSD 2");
  }

  @Test
  default void aTradeCanBeTheLastTick() {
    TenantId tenant = newTenant();
    append(
        tenant, quote(T, 0, "1"), Batch.trades("fxcm").trade("EURUSD", T.plusNanos(1), "1.5", "2"));
    assertThat(ticks().last(Viewer.of(tenant), EURUSD, Fresh.deadline()))
        .containsInstanceOf(Tick.TradePrint.class)
        .hasValueSatisfying(tick -> assertThat(volume(tick)).isEqualTo("2"));
  }

  @Test
  default void withoutTicksThereIsNoLastTick() {
    assertThat(last(newTenant())).isNull();
  }

  @Test
  default void asOfAnInstantEachSymbolHasItsNewestTickThen() {
    TenantId tenant = newTenant();
    append(
        tenant,
        quote(T, 0, "1"),
        quote(T.plusSeconds(10), 0, "2"),
        quote(T.plusSeconds(10), 1, "3"),
        Batch.trades("cme").trade("GBPUSD", T.plusSeconds(5), "1", "4"));
    assertThat(asOf(tenant, T.minusNanos(1))).isEmpty();
    assertThat(asOf(tenant, T)).containsExactly("EURUSD 1");
    assertThat(asOf(tenant, T.plusSeconds(5))).containsExactly("EURUSD 1", "GBPUSD 4");
    assertThat(asOf(tenant, T.plusSeconds(10).minusNanos(1)))
        .containsExactly("EURUSD 1", "GBPUSD 4");
    assertThat(asOf(tenant, T.plusSeconds(10))).containsExactly("EURUSD 3", "GBPUSD 4");
    assertThat(asOf(tenant, EventTime.END)).containsExactly("EURUSD 3", "GBPUSD 4");
    assertThat(asOf(tenant, T.plus(Duration.ofDays(400)))).containsExactly("EURUSD 3", "GBPUSD 4");
    assertThat(asOf(tenant, EventTime.MIN)).isEmpty();
    assertThat(ticks().asOf(Viewer.of(tenant), List.of(), T, Fresh.deadline())).isEmpty();
  }

  @Test
  default void asOfTakesManySymbols() {
    TenantId tenant = newTenant();
    List<Symbol> symbols = IntStream.range(0, 200).mapToObj(i -> new Symbol("S" + i)).toList();
    Batch batch = Batch.trades("cme");
    symbols.forEach(symbol -> batch.trade(symbol.value(), T, "1", "2"));
    append(tenant, batch);
    assertThat(ticks().asOf(Viewer.of(tenant), symbols, T, Fresh.deadline()))
        .extracting(Tick::symbol)
        .containsExactlyInAnyOrderElementsOf(symbols);
  }

  /** What their vendors write: none is changed, mistaken for another or for something else. */
  @Test
  default void symbolsAreKeptAsTheyAreWritten() {
    TenantId tenant = newTenant();
    List<Symbol> symbols = Samples.VENDOR_SYMBOLS;
    Batch batch = Batch.trades("cme");
    for (int i = 0; i < symbols.size(); i++) {
      batch.trade(symbols.get(i).value(), T, "1", Integer.toString(i + 1));
    }
    append(tenant, batch);
    assertThat(ticks().asOf(Viewer.of(tenant), symbols, T, Fresh.deadline()))
        .extracting(tick -> tick.symbol() + " " + volume(tick))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, symbols.size()).mapToObj(i -> symbols.get(i) + " " + (i + 1)).toList());
    assertThat(
            PagingContract.all(
                (after, limit) -> ticks().symbols(Viewer.of(tenant), after, limit, Fresh.deadline()), 1))
        .extracting(SymbolSummary::symbol)
        .containsExactlyElementsOf(symbols.stream().sorted().toList());
    for (Symbol symbol : symbols) {
      assertThat(ticks().last(Viewer.of(tenant), symbol, Fresh.deadline()))
          .hasValueSatisfying(tick -> assertThat(tick.symbol()).isEqualTo(symbol));
      assertThat(all(tenant, symbol.value())).hasSize(1);
      assertThat(ticks().summary(Viewer.of(tenant), symbol, null, Fresh.deadline())).isPresent();
    }
  }

  @Test
  default void theSummarySpansTheTicksOfASymbolAndOfASource() {
    TenantId tenant = newTenant();
    append(
        tenant,
        Batch.quotes("fxcm")
            .quote("EURUSD", T.plusNanos(5), "1", "2", "0")
            .quote("EURUSD", T, "1", "2", "0"),
        Batch.trades("cme").trade("EURUSD", T.plusSeconds(9), "1", "0"),
        Batch.trades("cme").trade("GBPUSD", T.minusSeconds(9), "1", "0"));
    assertThat(ticks().summary(Viewer.of(tenant), EURUSD, null, Fresh.deadline()))
        .contains(new SymbolSummary(EURUSD, T, T.plusSeconds(9)));
    assertThat(ticks().summary(Viewer.of(tenant), EURUSD, new Source("fxcm"), Fresh.deadline()))
        .contains(new SymbolSummary(EURUSD, T, T.plusNanos(5)));
    assertThat(ticks().summary(Viewer.of(tenant), EURUSD, new Source("other"), Fresh.deadline())).isEmpty();
    assertThat(ticks().summary(Viewer.of(tenant), new Symbol("NONE"), null, Fresh.deadline())).isEmpty();
  }

  @Override
  default List<Paged<?>> listings() {
    return List.of(symbolsOf("A", "A#1", "A0", "B", "9"), symbolsOf("A", "B", "C", "D"));
  }

  private Paged<SymbolSummary> symbolsOf(String... names) {
    TenantId tenant = newTenant();
    for (String name : names) {
      append(tenant, Batch.quotes("fxcm").quote(name, T, "1", "2", "0"));
    }
    return (after, limit) -> ticks().symbols(Viewer.of(tenant), after, limit, Fresh.deadline());
  }

  @Test
  default void symbolsAreListedByNameWithThePeriodOfTheirTicks() {
    TenantId tenant = newTenant();
    List<String> names =
        Stream.of("A", "A#1", "A-1", "A.1", "A/1", "A0", "AA", "A_1", "B", "9").sorted().toList();
    for (String name : names) {
      append(
          tenant,
          Batch.quotes("fxcm").quote(name, T, "1", "2", "0"),
          Batch.quotes("oanda").quote(name, T.plusNanos(7), "1", "2", "0"));
    }
    assertThat(ticks().symbols(Viewer.of(tenant), null, 100, Fresh.deadline()).items())
        .isEqualTo(
            names.stream()
                .map(name -> new SymbolSummary(new Symbol(name), T, T.plusNanos(7)))
                .toList());
    assertThat(ticks().symbols(Viewer.of(newTenant()), null, 10, Fresh.deadline()))
        .isEqualTo(new Page<>(List.of(), null));
  }

  @Test
  default void nothingOfAnotherTenantIsFound() {
    TenantId other = newTenant();
    append(other, quote(T, 0, "1"));
    TenantId own = newTenant();
    assertThat(last(own)).isNull();
    assertThat(asOf(own, EventTime.END)).isEmpty();
    assertThat(ticks().summary(Viewer.of(own), EURUSD, null, Fresh.deadline())).isEmpty();
    assertThat(ticks().symbols(Viewer.of(own), null, 10, Fresh.deadline()).items()).isEmpty();
    append(own, quote(T.minusSeconds(1), 0, "2"));
    assertThat(last(own)).isEqualTo("2");
    assertThat(asOf(own, EventTime.END)).containsExactly("EURUSD 2");
  }

  @Test
  default void afterItsDeadlineNothingIsFound() {
    TenantId tenant = newTenant();
    assertUnavailable(
        () -> ticks().last(Viewer.of(tenant), EURUSD, Fresh.expired()),
        () -> ticks().asOf(Viewer.of(tenant), List.of(EURUSD), T, Fresh.expired()),
        () -> ticks().summary(Viewer.of(tenant), EURUSD, null, Fresh.expired()),
        () -> ticks().symbols(Viewer.of(tenant), null, 10, Fresh.expired()));
  }
}
