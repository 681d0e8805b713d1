package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.tenancy.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How a {@link BarStore} keeps bars from outside. */
interface ImportedBarsContract {

  Instant FIRST = Instant.parse("2024-05-08T09:00:00Z");
  Instant IMPORTED = Instant.parse("2026-02-03T04:05:06.789012Z");

  BarStore bars();

  /** A new tenant that the store accepts. */
  TenantId newTenant();

  private static ImportedBar bar(Instant start, String price, Map<String, BigDecimal> indicators) {
    BigDecimal value = new BigDecimal(price);
    return new ImportedBar(
        start,
        new Bar.Prices(
            value, value.add(BigDecimal.ONE), value.subtract(BigDecimal.ONE), value),
        new BigDecimal("12.5"),
        indicators);
  }

  private static ImportedBar hour(int hour, String price) {
    return bar(FIRST.plusSeconds(3_600L * hour), price, Map.of("rsi_14", new BigDecimal("61.25")));
  }

  private static ImportedBars batch(ImportedBar... bars) {
    return batch("EURUSD", "vendor", Interval.HOUR, bars);
  }

  private static ImportedBars batch(
      String symbol, String source, Interval interval, ImportedBar... bars) {
    return new ImportedBars(
        Fresh.batch(), new Symbol(symbol), new Source(source), interval, List.of(bars));
  }

  private void imports(TenantId tenant, ImportedBars bars, Instant receivedAt) {
    bars().append(tenant, bars, receivedAt, Fresh.deadline());
  }

  private List<ImportedBar> imported(TenantId tenant) {
    return imported(
        tenant, "EURUSD", "vendor", Interval.HOUR, new TimeRange(EventTime.MIN, EventTime.END));
  }

  private List<ImportedBar> imported(
      TenantId tenant, String symbol, String source, Interval interval, TimeRange range) {
    List<ImportedBar> found = new ArrayList<>();
    bars()
        .readImported(
            tenant,
            new Symbol(symbol),
            new Source(source),
            interval,
            range,
            found::add,
            Fresh.deadline());
    return found;
  }

  @Test
  default void importedBarsAreReadBackByStartWithAllTheirFields() {
    TenantId tenant = newTenant();
    imports(tenant, batch(hour(2, "3"), hour(0, "1"), hour(1, "2")), IMPORTED);
    assertThat(imported(tenant)).containsExactly(hour(0, "1"), hour(1, "2"), hour(2, "3"));
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
            new Bar.Prices(
                BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO),
            BigDecimal.ZERO,
            Map.of());
    imports(tenant, batch(widest, plain), IMPORTED);
    assertThat(imported(tenant)).containsExactly(widest, plain);
  }

  @Test
  default void theSameImportTwiceIsThereOnce() {
    TenantId tenant = newTenant();
    ImportedBars bars = batch(hour(0, "1"), hour(1, "2"));
    imports(tenant, bars, IMPORTED);
    imports(tenant, bars, IMPORTED);
    imports(tenant, bars, IMPORTED.plusSeconds(1));
    assertThat(imported(tenant)).containsExactly(hour(0, "1"), hour(1, "2"));
  }

  @Test
  default void theLaterImportOfABarWinsWhicheverArrivesFirst() {
    TenantId tenant = newTenant();
    imports(tenant, batch(hour(0, "1"), hour(1, "2")), IMPORTED);
    imports(tenant, batch(hour(1, "20")), IMPORTED.plusNanos(2_000));
    imports(tenant, batch(hour(1, "10")), IMPORTED.plusNanos(1_000));
    assertThat(imported(tenant)).containsExactly(hour(0, "1"), hour(1, "20"));
  }

  @Test
  default void theRangeOfImportedBarsIsHalfOpenByStart() {
    TenantId tenant = newTenant();
    imports(tenant, batch(hour(0, "1"), hour(1, "2"), hour(2, "3")), IMPORTED);
    assertThat(
            imported(
                tenant,
                "EURUSD",
                "vendor",
                Interval.HOUR,
                new TimeRange(FIRST.plusNanos(1), FIRST.plusSeconds(7_200))))
        .containsExactly(hour(1, "2"));
  }

  @Test
  default void seriesOfImportedBarsAreApart() {
    TenantId tenant = newTenant();
    TimeRange all = new TimeRange(EventTime.MIN, EventTime.END);
    ImportedBar bar = hour(0, "1");
    imports(tenant, batch("EURUSD", "vendor", Interval.HOUR, bar), IMPORTED);
    assertThat(imported(tenant, "GBPUSD", "vendor", Interval.HOUR, all)).isEmpty();
    assertThat(imported(tenant, "EURUSD", "other", Interval.HOUR, all)).isEmpty();
    assertThat(imported(tenant, "EURUSD", "vendor", Interval.MINUTE, all)).isEmpty();
    assertThat(imported(newTenant(), "EURUSD", "vendor", Interval.HOUR, all)).isEmpty();
    assertThat(imported(tenant, "EURUSD", "vendor", Interval.HOUR, all)).containsExactly(bar);
  }

  @Test
  default void importedBarsAreNoBarsOfTicks() {
    TenantId tenant = newTenant();
    imports(tenant, batch(hour(0, "1")), IMPORTED);
    for (Side side : Side.values()) {
      assertThat(
              Read.bars(
                  bars(),
                  tenant,
                  new BarQuery(
                      new Symbol("EURUSD"),
                      null,
                      Interval.HOUR,
                      side,
                      new TimeRange(EventTime.MIN, EventTime.END),
                      null)))
          .isEmpty();
    }
  }

  @Test
  default void aFullImportIsReadBack() {
    TenantId tenant = newTenant();
    ImportedBar[] bars =
        IntStream.range(0, ImportedBars.MAX_BARS)
            .mapToObj(i -> hour(i, "2"))
            .toArray(ImportedBar[]::new);
    imports(tenant, batch(bars), IMPORTED);
    assertThat(imported(tenant)).containsExactly(bars);
  }

  @Test
  default void anExceptionOfTheSinkEndsTheReadOfImportedBars() {
    TenantId tenant = newTenant();
    imports(tenant, batch(hour(0, "1"), hour(1, "2")), IMPORTED);
    RuntimeException enough = new IllegalStateException("enough");
    assertThatThrownBy(
            () ->
                bars()
                    .readImported(
                        tenant,
                        new Symbol("EURUSD"),
                        new Source("vendor"),
                        Interval.HOUR,
                        new TimeRange(EventTime.MIN, EventTime.END),
                        bar -> {
                          throw enough;
                        },
                        Fresh.deadline()))
        .isSameAs(enough);
  }

  @Test
  default void afterItsDeadlineNothingIsImported() {
    TenantId tenant = newTenant();
    assertProblem(
        Problem.Unavailable.class,
        () -> bars().append(tenant, batch(hour(0, "1")), IMPORTED, Fresh.expired()));
    assertThat(imported(tenant)).isEmpty();
  }
}
