package dev.quintet.adapters.out.clickhouse.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Batch;
import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.marketdata.TenantTicks;
import dev.quintet.domain.marketdata.TickStore;
import dev.quintet.domain.marketdata.TickVersionStore;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.writes.ProcessId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A batch is stored whole or not at all, and makes few parts on disk whatever its times are. */
final class ScatteredBatchesTest {

  private static final Instant T = Instant.parse("2020-01-15T12:00:00Z");
  private static final Instant R = Instant.parse("2026-02-03T04:05:06.789012Z");

  private final TestClickHouse clickHouse = TestClickHouse.shared();
  private final TickStore ticks = clickHouse.bean(TickStore.class);
  private final TickVersionStore versions = clickHouse.bean(TickVersionStore.class);
  private final ProcessId process = clickHouse.bean(ProcessId.class);
  private final TenantId tenant = Fresh.tenant();

  private static Instant monthsLater(int months) {
    return T.atOffset(ZoneOffset.UTC).plusMonths(months).toInstant();
  }

  private List<String> partitions() {
    return clickHouse.admin.lines(
        ClickHouseUser.ADMIN,
        """
        SELECT DISTINCT _partition_id AS line FROM quintet.ticks
        WHERE tenant_id = {tenant:String} ORDER BY line""",
        Map.of("tenant", tenant.value()),
        Fresh.deadline());
  }

  private TenantTicks batch(int... months) {
    Batch batch = Batch.trades("cme");
    for (int month : months) {
      batch.trade("ES", monthsLater(month), "1", "1");
    }
    return batch.of(tenant, R);
  }

  @Test
  void aBatchOfSeveralMonthsIsOnePart() {
    ticks.append(List.of(batch(0, 5, 11)), Fresh.deadline());
    assertThat(partitions()).containsExactly("0");
  }

  @Test
  void batchesOfOneMonthLieInIt() {
    ticks.append(List.of(batch(0), batch(1, 1)), Fresh.deadline());
    assertThat(partitions()).containsExactly("202001", "202002");
  }

  @Test
  void theMonthsOfABlockWithFewRowsShareAPart() {
    List<TenantTicks> block = new ArrayList<>(List.of(batch(7, 7, 7)));
    for (int month = 0; month < 60; month++) {
      block.add(batch(month));
    }
    ticks.append(block, Fresh.deadline());
    assertThat(partitions()).hasSize(5).contains("0", "202008");
  }

  @Test
  void whatAProcessReceivedIsFoundByIt() {
    Instant other = R.plusNanos(1_000);
    ticks.append(List.of(batch(0, 1)), Fresh.deadline());

    assertThat(versions.stored(tenant, process, Set.of(R, other), Fresh.deadline()))
        .containsExactly(R);
    assertThat(versions.stored(tenant, ProcessId.random(), Set.of(R), Fresh.deadline())).isEmpty();
    assertThat(versions.stored(Fresh.tenant(), process, Set.of(R), Fresh.deadline())).isEmpty();
  }
}
