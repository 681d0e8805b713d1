package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertUnavailable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.marketdata.Bar;
import dev.quintet.domain.marketdata.BarQuery;
import dev.quintet.domain.marketdata.BarStore;
import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.ImportedBar;
import dev.quintet.domain.marketdata.ImportedBars;
import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Side;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TimeRange;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How a {@link BarStore} keeps bars from outside. */
interface ImportedBarsContract extends MarketDataContract {

  Instant FIRST = Instant.parse("2024-05-08T09:00:00Z");
  Source VENDOR = new Source("vendor");

  BarStore bars();

  private static ImportedBar bar(Instant start, String price, Map<String, BigDecimal> indicators) {
    BigDecimal value = new BigDecimal(price);
    return new ImportedBar(
        start,
        new Bar.Prices(value, value.add(BigDecimal.ONE), value.subtract(BigDecimal.ONE), value),
        new BigDecimal("12.5"),
        indicators);
  }

  private static ImportedBar hour(int hour, String price) {
    return bar(FIRST.plusSeconds(3_600L * hour), price, Map.of("rsi_14", new BigDecimal("61.25")));
  }

  private void imports(TenantId tenant, Instant receivedAt, ImportedBar... imported) {
    imports(tenant, receivedAt, batch(imported));
  }

  private void imports(TenantId tenant, Instant receivedAt, ImportedBars imported) {
    bars().append(tenant, imported, receivedAt, Fresh.deadline());
  }

  private static ImportedBars batch(ImportedBar... bars) {
    return new ImportedBars(Fresh.batch(), EURUSD, VENDOR, Interval.HOUR, List.of(bars));
  }

  private List<ImportedBar> imported(TenantId tenant) {
    return imported(tenant, EURUSD, VENDOR, Interval.HOUR, ALL);
  }

  private List<ImportedBar> imported(
      TenantId tenant, Symbol symbol, Source source, Interval interval, TimeRange range) {
    List<ImportedBar> found = new ArrayList<>();
    bars().readImported(Viewer.of(tenant), symbol, source, interval, range, found::add, Fresh.deadline());
    return found;
  }

  @Test
  default void importedBarsAreReadBackByStartWithAllTheirFields() {
    TenantId tenant = newTenant();
    imports(tenant, R, hour(2, "3"), hour(0, "1"), hour(1, "2"));
    assertThat(imported(tenant)).containsExactly(hour(0, "1"), hour(1, "2"), hour(2, "3"));
  }

  @Test
  default void theIntervalsOfImportedBarsAreKnown() {
    TenantId tenant = newTenant();
    assertThat(bars().importedIntervals(Viewer.of(tenant), EURUSD, VENDOR, Fresh.deadline())).isEmpty();
    imports(tenant, R, hour(2, "3"), hour(0, "1"));
    imports(
        tenant,
        R,
        new ImportedBars(
            Fresh.batch(), EURUSD, VENDOR, Interval.SECOND, List.of(hour(0, "1"), hour(1, "1"))));
    assertThat(bars().importedIntervals(Viewer.of(tenant), EURUSD, VENDOR, Fresh.deadline()))
        .containsExactly(Interval.SECOND, Interval.HOUR);
    assertThat(bars().importedIntervals(Viewer.of(tenant), EURUSD, new Source("x"), Fresh.deadline())).isEmpty();
    assertThat(bars().importedIntervals(Viewer.of(newTenant()), EURUSD, VENDOR, Fresh.deadline())).isEmpty();
    assertUnavailable(() -> bars().importedIntervals(Viewer.of(tenant), EURUSD, VENDOR, Fresh.expired()));
  }

  @Test
  default void theExtremesOfAnImportedBarAreKept() {
    TenantId tenant = newTenant();
    BigDecimal most = new BigDecimal("9999999999.99999999");
    Map<String, BigDecimal> indicators = new HashMap<>();
    indicators.put("a".repeat(64), new BigDecimal("99999999999999999999.999999999999999999"));
    indicators.put("B.c_d-9", new BigDecimal("-99999999999999999999.999999999999999999"));
    indicators.put("0", new BigDecimal("-0.000000000000000001"));
    IntStream.range(0, 61).forEach(i -> indicators.put("i" + i, BigDecimal.valueOf(i)));
    ImportedBar widest =
        new ImportedBar(
            EventTime.MIN,
            new Bar.Prices(most.negate(), most, most.negate(), most),
            new BigDecimal("999999999999999999999999999999.99999999"),
            indicators);
    ImportedBar plain =
        new ImportedBar(
            EventTime.END.minusSeconds(3_600),
            new Bar.Prices(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO),
            BigDecimal.ZERO,
            Map.of());
    imports(tenant, R, widest, plain);
    assertThat(imported(tenant)).containsExactly(widest, plain);
  }

  @Test
  default void theSameImportTwiceIsThereOnce() {
    TenantId tenant = newTenant();
    ImportedBars bars = batch(hour(0, "1"), hour(1, "2"));
    imports(tenant, R, bars);
    imports(tenant, R, bars);
    imports(tenant, R.plusSeconds(1), bars);
    assertThat(imported(tenant)).containsExactly(hour(0, "1"), hour(1, "2"));
  }

  @Test
  default void theLaterImportOfABarWinsWhicheverArrivesFirst() {
    TenantId tenant = newTenant();
    imports(tenant, R, hour(0, "1"), hour(1, "2"));
    imports(tenant, R.plusNanos(2_000), hour(1, "20"));
    imports(tenant, R.plusNanos(1_000), hour(1, "10"));
    assertThat(imported(tenant)).containsExactly(hour(0, "1"), hour(1, "20"));
  }

  @Test
  default void theRangeOfImportedBarsIsHalfOpenByStart() {
    TenantId tenant = newTenant();
    imports(tenant, R, hour(0, "1"), hour(1, "2"), hour(2, "3"));
    TimeRange second = new TimeRange(FIRST.plusNanos(1), FIRST.plusSeconds(7_200));
    assertThat(imported(tenant, EURUSD, VENDOR, Interval.HOUR, second))
        .containsExactly(hour(1, "2"));
  }

  @Test
  default void seriesOfImportedBarsAreApart() {
    TenantId tenant = newTenant();
    ImportedBar bar = hour(0, "1");
    imports(tenant, R, bar);
    assertThat(imported(tenant, GBPUSD, VENDOR, Interval.HOUR, ALL)).isEmpty();
    assertThat(imported(tenant, EURUSD, new Source("other"), Interval.HOUR, ALL)).isEmpty();
    assertThat(imported(tenant, EURUSD, VENDOR, Interval.MINUTE, ALL)).isEmpty();
    assertThat(imported(newTenant())).isEmpty();
    assertThat(imported(tenant)).containsExactly(bar);
  }

  @Test
  default void importedBarsAreNoBarsOfTicks() {
    TenantId tenant = newTenant();
    imports(tenant, R, hour(0, "1"));
    for (Side side : Side.values()) {
      BarQuery query = new BarQuery(EURUSD, null, Interval.HOUR, side, ALL, null);
      assertThat(Read.bars(bars(), tenant, query)).isEmpty();
    }
  }

  @Test
  default void aFullImportIsReadBack() {
    TenantId tenant = newTenant();
    ImportedBar[] bars =
        IntStream.range(0, ImportedBars.MAX_BARS)
            .mapToObj(i -> hour(i, "2"))
            .toArray(ImportedBar[]::new);
    imports(tenant, R, bars);
    assertThat(imported(tenant)).containsExactly(bars);
  }

  @Test
  default void anExceptionOfTheSinkEndsTheReadOfImportedBars() {
    TenantId tenant = newTenant();
    imports(tenant, R, hour(0, "1"), hour(1, "2"));
    MarketDataContract.<ImportedBar>assertSinkEndsIt(
        sink ->
            bars()
                .readImported(Viewer.of(tenant), EURUSD, VENDOR, Interval.HOUR, ALL, sink, Fresh.deadline()));
  }

  @Test
  default void afterItsDeadlineNothingIsImported() {
    TenantId tenant = newTenant();
    assertUnavailable(() -> bars().append(tenant, batch(hour(0, "1")), R, Fresh.expired()));
    assertThat(imported(tenant)).isEmpty();
  }
}
