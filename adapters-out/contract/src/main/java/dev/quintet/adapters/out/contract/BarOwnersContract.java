package dev.quintet.adapters.out.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.marketdata.Bar;
import dev.quintet.domain.marketdata.BarQuery;
import dev.quintet.domain.marketdata.BarStore;
import dev.quintet.domain.marketdata.ImportedBar;
import dev.quintet.domain.marketdata.ImportedBars;
import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Side;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.tenancy.Viewer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whose bars a {@link BarStore} shows. */
interface BarOwnersContract extends MarketDataContract {

  UserId ANNA = new UserId("anna");
  UserId BOB = new UserId("bob");
  Source VENDOR = new Source("vendor");
  Instant HOUR = Instant.parse("2024-05-08T09:00:00Z");

  BarStore bars();

  private List<Bar> bars(TenantId tenant, @Nullable UserId user, String interval) {
    return Read.bars(
        bars(),
        new Viewer(tenant, user),
        new BarQuery(EURUSD, null, Interval.of(interval), Side.TRADE, ALL, null));
  }

  private List<Long> minutes(TenantId tenant, @Nullable UserId user) {
    List<Long> minutes = new ArrayList<>();
    bars()
        .minutesWithTicks(
            new Viewer(tenant, user), EURUSD, null, ALL, minutes::add, Fresh.deadline());
    return minutes;
  }

  @Test
  default void aUsersBarsAreMadeOfItsOwnTicksAndTheTenantsOfAll() {
    TenantId tenant = newTenant();
    append(
        tenant,
        Batch.trades("cme").trade("EURUSD", T, 0, "5", "1"),
        Batch.trades("cme").trade("EURUSD", T, 0, "7", "10").of(ANNA),
        Batch.trades("cme").trade("EURUSD", T, 0, "3", "100").of(BOB),
        Batch.trades("cme").trade("EURUSD", T.plusSeconds(86_400), 0, "9", "1").of(BOB));
    String start = "2024-05-08T09:30:00Z";
    assertThat(bars(tenant, ANNA, "1m"))
        .containsExactly(Samples.bar(start, "7", "7", "7", "7", "10", 8, 1));
    assertThat(bars(tenant, BOB, "1m")).hasSize(2);
    assertThat(bars(tenant, BOB, "1s")).hasSize(2);
    for (int round = 0; round < 2; round++) {
      List<Bar> all = bars(tenant, null, "1m");
      assertThat(all).hasSize(2);
      assertThat(all.getFirst().ticks()).isEqualTo(3);
      assertThat(all.getFirst().volume()).isEqualByComparingTo("111");
      assertThat(all.getFirst().prices())
          .satisfies(
              prices -> {
                assertThat(prices.high()).isEqualByComparingTo("7");
                assertThat(prices.low()).isEqualByComparingTo("3");
              });
      assertThat(bars(tenant, null, "1m")).isEqualTo(all);
    }
    assertThat(minutes(tenant, ANNA)).containsExactly(T.getEpochSecond() / 60);
    assertThat(minutes(tenant, BOB)).hasSize(2);
    assertThat(minutes(tenant, null)).hasSize(2);
    assertThat(bars(newTenant(), ANNA, "1m")).isEmpty();
    assertThat(minutes(newTenant(), ANNA)).isEmpty();
  }

  private void imports(TenantId tenant, @Nullable UserId user, Instant at, int hour, String price) {
    BigDecimal value = new BigDecimal(price);
    ImportedBar bar =
        new ImportedBar(
            HOUR.plusSeconds(3_600L * hour),
            new Bar.Prices(value, value, value, value),
            BigDecimal.ONE,
            Map.of());
    bars()
        .append(
            tenant,
            new ImportedBars(Fresh.batch(), user, EURUSD, VENDOR, Interval.HOUR, List.of(bar)),
            at,
            Fresh.deadline());
  }

  private List<String> imported(TenantId tenant, @Nullable UserId user) {
    List<String> found = new ArrayList<>();
    bars()
        .readImported(
            new Viewer(tenant, user),
            EURUSD,
            VENDOR,
            Interval.HOUR,
            ALL,
            bar -> found.add(bar.prices().open().stripTrailingZeros().toPlainString()),
            Fresh.deadline());
    return found;
  }

  @Test
  default void anImportOfAUserReplacesNobodyElses() {
    TenantId tenant = newTenant();
    imports(tenant, null, R, 0, "1");
    imports(tenant, ANNA, R.plusSeconds(1), 0, "2");
    imports(tenant, ANNA, R.plusSeconds(1), 1, "3");
    imports(tenant, BOB, R.plusSeconds(2), 1, "4");
    assertThat(imported(tenant, ANNA)).containsExactly("2", "3");
    assertThat(imported(tenant, BOB)).containsExactly("4");
    assertThat(imported(tenant, null)).containsExactly("1", "4");
    imports(tenant, ANNA, R.plusSeconds(3), 1, "5");
    assertThat(imported(tenant, ANNA)).containsExactly("2", "5");
    assertThat(imported(tenant, null)).containsExactly("1", "5");
    assertThat(imported(newTenant(), ANNA)).isEmpty();
    assertThat(
            bars()
                .importedIntervals(new Viewer(tenant, BOB), EURUSD, VENDOR, Fresh.deadline()))
        .containsExactly(Interval.HOUR);
    assertThat(
            bars()
                .importedIntervals(
                    new Viewer(tenant, new UserId("carl")), EURUSD, VENDOR, Fresh.deadline()))
        .isEmpty();
  }
}
