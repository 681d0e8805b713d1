package dev.quintet.adapters.out.clickhouse.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.clickhouse.kernel.Statement;
import dev.quintet.adapters.out.clickhouse.kernel.TestClickHouse;
import dev.quintet.adapters.out.contract.Batch;
import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.PriceRangeStoreContract;
import dev.quintet.domain.marketdata.PriceRange;
import dev.quintet.domain.marketdata.PriceRangeStore;
import dev.quintet.domain.marketdata.PriceSpan;
import dev.quintet.domain.marketdata.Side;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TickStore;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ClickHousePriceRangeStoreTest implements PriceRangeStoreContract {

  private static final TestClickHouse CLICK_HOUSE = TestClickHouse.shared();
  private static final TestStores STORES = TestStores.shared();
  private static final Instant NOON = Instant.parse("2025-03-05T12:00:00Z");
  private static final Symbol SYMBOL = new Symbol("EURUSD");

  private final Rollups rollups = STORES.newRollups();
  private final ClickHouseTickStore ticks = STORES.tickStore(rollups);
  private final ClickHousePriceRangeStore ranges =
      new ClickHousePriceRangeStore(CLICK_HOUSE.reads, rollups);

  @AfterEach
  void stop() {
    rollups.close();
  }

  @Override
  public TickStore ticks() {
    return ticks;
  }

  @Override
  public PriceRangeStore ranges() {
    return ranges;
  }

  /** With a sweep that builds what the tests before have left, on a machine that may be busy. */
  private static void awaitClean(TenantId tenant) {
    long hour = NOON.getEpochSecond() / 3_600;
    Statement statement =
        HourSql.hours(
            Viewer.of(tenant), SYMBOL, new Period(hour * Period.HOUR, (hour + 1) * Period.HOUR));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                CLICK_HOUSE
                    .reads
                    .list(
                        Viewer.of(tenant),
                        statement,
                        Fresh.deadline(),
                        (hours, row) -> hours.number(1, row) == 1)
                    .equals(List.of(true)));
  }

  private PriceRange range(TenantId tenant, Side side) {
    PriceSpan span = PriceSpan.between(SYMBOL, side, NOON, NOON.plusSeconds(600));
    return Objects.requireNonNull(
        ranges.read(Viewer.of(tenant), List.of(span), Fresh.deadline()).get(span));
  }

  private static PriceRange of(String low, String high, int scale, long minutes) {
    return new PriceRange(
        new BigDecimal(low).setScale(scale), new BigDecimal(high).setScale(scale), minutes);
  }

  /** Also of two sources in one minute, which the rollup keeps apart. */
  @Test
  void rangesAreTheSameFromTheRollupAndAfterTheNextTick() {
    TenantId tenant = newTenant();
    append(
        tenant,
        Batch.quotes("a").quote("EURUSD", NOON, "1.2", "1.3", "1"),
        Batch.quotes("b")
            .quote("EURUSD", NOON.plusSeconds(1), "1.1", "1.5", "1")
            .quote("EURUSD", NOON.plusSeconds(90), "1.3", "1.4", "1"),
        Batch.trades("a").trade("EURUSD", NOON.plusSeconds(130), "7", "1"));
    awaitClean(tenant);
    assertThat(range(tenant, Side.BID)).isEqualTo(of("1.1", "1.3", 8, 2));
    assertThat(range(tenant, Side.ASK)).isEqualTo(of("1.3", "1.5", 8, 2));
    assertThat(range(tenant, Side.MID)).isEqualTo(of("1.25", "1.35", 9, 2));
    assertThat(range(tenant, Side.TRADE)).isEqualTo(of("7", "7", 8, 1));
    append(
        tenant,
        NOON.plusSeconds(9_000),
        Batch.quotes("a").quote("EURUSD", NOON.plusSeconds(2), "0.9", "1.6", "1"));
    for (int round = 0; round < 2; round++) {
      assertThat(range(tenant, Side.BID)).isEqualTo(of("0.9", "1.3", 8, 2));
      assertThat(range(tenant, Side.ASK)).isEqualTo(of("1.3", "1.6", 8, 2));
      awaitClean(tenant);
    }
  }
}
