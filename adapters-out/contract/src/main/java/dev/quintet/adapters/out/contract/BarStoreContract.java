package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertUnavailable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.marketdata.Bar;
import dev.quintet.domain.marketdata.BarQuery;
import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Side;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a {@link dev.quintet.domain.marketdata.BarStore} makes from ticks. */
public interface BarStoreContract
    extends BarOwnersContract, BarDefinitionContract, ImportedBarsContract, TickMinutesContract {

  @Test
  default void barsOfEachSideAreExact() {
    TenantId tenant = newTenant();
    append(
        tenant,
        Batch.quotes("fxcm")
            .quote("EURUSD", at("09:30:00"), "1.39123", "1.39126", "1.5")
            .quote("EURUSD", at("09:30:10"), "1.39121", "1.39127", "0")
            .quote("EURUSD", at("09:30:59.999999999"), "1.39124", "1.39125", "0.25")
            .quote("EURUSD", at("09:31:00"), "1.39122", "1.39128", "0"),
        Batch.trades("fxcm").trade("EURUSD", at("09:30:07"), "1.39125", "10"));
    String first = "2024-05-08T09:30:00Z";
    String second = "2024-05-08T09:31:00Z";
    assertThat(bars(tenant, query("1m", Side.BID, ALL)))
        .containsExactly(
            Samples.bar(first, "1.39123", "1.39124", "1.39121", "1.39124", "1.75", 8, 3),
            Samples.bar(second, "1.39122", "1.39122", "1.39122", "1.39122", "0", 8, 1));
    assertThat(bars(tenant, query("1m", Side.ASK, ALL)))
        .containsExactly(
            Samples.bar(first, "1.39126", "1.39127", "1.39125", "1.39125", "1.75", 8, 3),
            Samples.bar(second, "1.39128", "1.39128", "1.39128", "1.39128", "0", 8, 1));
    assertThat(bars(tenant, query("1m", Side.MID, ALL)))
        .containsExactly(
            Samples.bar(first, "1.391245", "1.391245", "1.39124", "1.391245", "1.75", 9, 3),
            Samples.bar(second, "1.39125", "1.39125", "1.39125", "1.39125", "0", 9, 1));
    assertThat(bars(tenant, query("1m", Side.TRADE, ALL)))
        .containsExactly(
            Samples.bar(first, "1.39125", "1.39125", "1.39125", "1.39125", "10", 8, 1));
  }

  @Test
  default void aMidPriceHasANinthDigitAndNeverRounds() {
    TenantId tenant = newTenant();
    append(
        tenant,
        Batch.quotes("fxcm")
            .quote("EURUSD", at("09:30:00"), "0.00000001", "0.00000002", "0")
            .quote("EURUSD", at("09:30:01"), "-0.00000002", "-0.00000001", "0")
            .quote("EURUSD", at("09:30:02"), "9999999999.99999998", "9999999999.99999999", "0")
            .quote("EURUSD", at("09:30:03"), "-9999999999.99999999", "-9999999999.99999998", "0"));
    assertThat(bars(tenant, query("1m", Side.MID, ALL)))
        .containsExactly(
            Samples.bar(
                "2024-05-08T09:30:00Z",
                "0.000000015",
                "9999999999.999999985",
                "-9999999999.999999985",
                "-9999999999.999999985",
                "0",
                9,
                4));
    assertThat(bars(tenant, query("1s", Side.MID, ALL)))
        .extracting(each -> each.prices() == null ? null : each.prices().open().toPlainString())
        .containsExactly(
            "0.000000015", "-0.000000015", "9999999999.999999985", "-9999999999.999999985");
  }

  @Test
  default void negativePricesHaveTheirOwnHighAndLow() {
    TenantId tenant = newTenant();
    append(
        tenant,
        Batch.trades("cme")
            .trade("EURUSD", at("14:00:00"), "1.5", "1")
            .trade("EURUSD", at("14:00:01"), "-37.63", "2")
            .trade("EURUSD", at("14:00:02"), "-40.32", "3")
            .trade("EURUSD", at("14:00:03"), "-10.00000001", "4"));
    assertThat(bars(tenant, query("1h", Side.TRADE, ALL)))
        .containsExactly(
            Samples.bar(
                "2024-05-08T14:00:00Z", "1.5", "1.5", "-40.32", "-10.00000001", "10", 8, 4));
  }

  @Test
  default void volumesAddUpBeyond64Bits() {
    TenantId tenant = newTenant();
    for (int second = 0; second < 3; second++) {
      append(
          List.of(Samples.largestVolume(tenant, "EURUSD", at("09:30:00").plusSeconds(second), R)));
    }
    assertThat(bars(tenant, query("1m", Side.TRADE, ALL)))
        .singleElement()
        .satisfies(
            bar -> {
              assertThat(bar.volume()).isEqualByComparingTo("27670116110564327421");
              assertThat(bar.ticks()).isEqualTo(3);
            });
  }

  @Test
  default void ofTicksOfOneInstantTheSequenceSaysWhichOpensAndCloses() {
    TenantId tenant = newTenant();
    Instant time = at("09:30:00");
    append(tenant, Batch.trades("b").trade("EURUSD", time, 2, "4", "1"));
    append(
        tenant,
        R.plusSeconds(1),
        Batch.trades("a")
            .trade("EURUSD", time, 2, "3", "1")
            .trade("EURUSD", time, 0, "2", "1")
            .trade("EURUSD", time, 1, "9", "1"));
    assertThat(bars(tenant, query("1s", Side.TRADE, ALL)))
        .containsExactly(Samples.bar("2024-05-08T09:30:00Z", "2", "9", "2", "4", "4", 8, 4));
  }

  @Test
  default void barsAreMadeOfOneSourceOrOfAll() {
    TenantId tenant = newTenant();
    append(
        tenant,
        Batch.trades("cme").trade("EURUSD", at("09:30:01"), "5", "1"),
        Batch.trades("ice").trade("EURUSD", at("09:30:02"), "7", "2"));
    assertThat(bars(tenant, query("1m", Side.TRADE, ALL)))
        .containsExactly(Samples.bar("2024-05-08T09:30:00Z", "5", "7", "5", "7", "3", 8, 2));
    BarQuery ice = new BarQuery(EURUSD, new Source("ice"), Interval.MINUTE, Side.TRADE, ALL, null);
    assertThat(bars(tenant, ice))
        .containsExactly(Samples.bar("2024-05-08T09:30:00Z", "7", "7", "7", "7", "2", 8, 1));
    BarQuery none =
        new BarQuery(EURUSD, new Source("none"), Interval.MINUTE, Side.TRADE, ALL, null);
    assertThat(bars(tenant, none)).isEmpty();
  }

  @Test
  default void aCorrectionChangesTheBarAndTheEarlierStaysReadable() {
    TenantId tenant = newTenant();
    append(
        tenant,
        Batch.trades("cme")
            .trade("EURUSD", at("09:30:01"), "5", "1")
            .trade("EURUSD", at("09:30:02"), "6", "1"));
    List<Bar> before = bars(tenant, query("1m", Side.TRADE, ALL));
    append(
        tenant, R.plusSeconds(60), Batch.trades("cme").trade("EURUSD", at("09:30:02"), "60", "3"));
    assertThat(before)
        .containsExactly(Samples.bar("2024-05-08T09:30:00Z", "5", "6", "5", "6", "2", 8, 2));
    assertThat(bars(tenant, query("1m", Side.TRADE, ALL)))
        .containsExactly(Samples.bar("2024-05-08T09:30:00Z", "5", "60", "5", "60", "4", 8, 2));
    assertThat(bars(tenant, knownAt(R.plusSeconds(60).minusNanos(1_000)))).isEqualTo(before);
    assertThat(bars(tenant, knownAt(R.plusSeconds(60))))
        .containsExactly(Samples.bar("2024-05-08T09:30:00Z", "5", "60", "5", "60", "4", 8, 2));
    assertThat(bars(tenant, knownAt(R.minusNanos(1_000)))).isEmpty();
  }

  private static BarQuery knownAt(@Nullable Instant knownAt) {
    return new BarQuery(EURUSD, null, Interval.MINUTE, Side.TRADE, ALL, knownAt);
  }

  @Test
  default void aTradeAtTheInstantOfAQuoteIsInBarsBesideIt() {
    TenantId tenant = newTenant();
    append(
        tenant,
        Batch.quotes("cme")
            .quote("EURUSD", at("09:30:01"), "5", "6", "1")
            .quote("EURUSD", at("09:30:02"), "7", "8", "1"));
    append(tenant, R.plusSeconds(1), Batch.trades("cme").trade("EURUSD", at("09:30:02"), "9", "2"));
    assertThat(bars(tenant, query("1m", Side.BID, ALL)))
        .containsExactly(Samples.bar("2024-05-08T09:30:00Z", "5", "7", "5", "7", "2", 8, 2));
    assertThat(bars(tenant, query("1m", Side.TRADE, ALL)))
        .containsExactly(Samples.bar("2024-05-08T09:30:00Z", "9", "9", "9", "9", "2", 8, 1));
  }

  @Test
  default void barsAreWithoutAnAnnulledTickFromThenOn() {
    TenantId tenant = newTenant();
    Batch bust = Batch.trades("cme").trade("EURUSD", at("09:30:02"), 0, "900", "2");
    append(
        tenant,
        Batch.trades("cme")
            .trade("EURUSD", at("09:30:01"), 0, "9", "1")
            .trade("EURUSD", at("09:31:01"), 0, "8", "1"),
        bust);
    append(tenant, R.plusSeconds(1), bust.annuls());
    append(
        tenant,
        R.plusSeconds(1),
        Batch.trades("cme").trade("EURUSD", at("09:31:01"), 0, "8", "1").annuls());
    assertThat(bars(tenant, query("1m", Side.TRADE, ALL)))
        .containsExactly(Samples.bar("2024-05-08T09:30:00Z", "9", "9", "9", "9", "1", 8, 1));
    BarQuery now = query("1m", Side.TRADE, ALL);
    BarQuery before =
        new BarQuery(now.symbol(), now.source(), now.interval(), now.side(), now.range(), R);
    assertThat(bars(tenant, before)).extracting(Bar::ticks).containsExactly(2L, 1L);
  }

  @Test
  default void nothingOfAnotherTenantIsInABar() {
    TenantId other = newTenant();
    append(other, Batch.trades("cme").trade("EURUSD", at("09:30:00"), "1", "1"));
    TenantId own = newTenant();
    assertThat(bars(own, query("1m", Side.TRADE, ALL))).isEmpty();
    append(own, Batch.trades("cme").trade("EURUSD", at("09:30:01"), "2", "1"));
    assertThat(bars(own, query("1m", Side.TRADE, ALL)))
        .containsExactly(Samples.bar("2024-05-08T09:30:00Z", "2", "2", "2", "2", "1", 8, 1));
  }

  @Test
  default void anExceptionOfTheSinkEndsTheReadOfBars() {
    TenantId tenant = newTenant();
    append(tenant, RandomTicks.batches(1, 1).getFirst());
    MarketDataContract.<Bar>assertSinkEndsIt(
        sink -> bars().read(Viewer.of(tenant), query("1s", Side.BID, ALL), sink, Fresh.deadline()));
  }

  @Test
  default void afterItsDeadlineNoBarIsRead() {
    TenantId tenant = newTenant();
    assertUnavailable(
        () -> bars().read(Viewer.of(tenant), query("1m", Side.BID, ALL), bar -> {}, Fresh.expired()));
  }
}
