package dev.quintet.adapters.out.clickhouse.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.clickhouse.kernel.TestClickHouse;
import dev.quintet.adapters.out.contract.Batch;
import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.TickVersionStoreContract;
import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TickStore;
import dev.quintet.domain.marketdata.TickVersionStore;
import dev.quintet.domain.marketdata.TickVersionStore.Extent;
import dev.quintet.domain.marketdata.TickVersionStore.Origin;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.writes.ProcessId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ClickHouseTickVersionStoreTest implements TickVersionStoreContract {

  private static final TestStores STORES = TestStores.shared();

  private final ProcessId process = ProcessId.random();
  private final ClickHouseTickStore ticks = STORES.tickStore(STORES.rollups, process);

  @Override
  public TickStore ticks() {
    return ticks;
  }

  @Override
  public TickVersionStore versions() {
    return versions(ProcessId.random());
  }

  private static ClickHouseTickVersionStore versions(ProcessId process) {
    return new ClickHouseTickVersionStore(
        TestClickHouse.shared().reads, TestClickHouse.shared().writes, process);
  }

  private static Map<Symbol, Extent> extentsOfOthers(
      ProcessId process, TenantId tenant, Instant since) {
    return versions(process)
        .extentsOfOthers(
            new Origin(tenant, null, FXCM), List.of(EURUSD, GBPUSD), since, Fresh.deadline());
  }

  @Test
  void whatOtherProcessesStoredIsToldFromWhatThisOneDid() {
    TenantId tenant = newTenant();
    append(tenant, Batch.quotes("fxcm").quote("EURUSD", T.plusSeconds(5), 0, "1", "2", "3"));
    append(tenant, R.plusSeconds(9), Batch.quotes("fxcm").quote("EURUSD", T, 0, "1", "2", "3"));
    long first = EventTime.nanos(T);
    long last = EventTime.nanos(T.plusSeconds(5));
    ProcessId other = ProcessId.random();
    assertThat(extentsOfOthers(other, tenant, R)).isEqualTo(Map.of(EURUSD, new Extent(first, last)));
    assertThat(extentsOfOthers(other, tenant, R.plusSeconds(9)))
        .isEqualTo(Map.of(EURUSD, new Extent(first, first)));
    assertThat(extentsOfOthers(other, tenant, R.plusSeconds(10))).isEmpty();
    assertThat(extentsOfOthers(process, tenant, R)).isEmpty();
  }
}
