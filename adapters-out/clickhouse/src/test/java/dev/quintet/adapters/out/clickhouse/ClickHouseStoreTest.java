package dev.quintet.adapters.out.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.clickhouse.kernel.Reading;
import dev.quintet.adapters.out.clickhouse.kernel.Statement;
import dev.quintet.adapters.out.clickhouse.kernel.TestClickHouse;
import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.StoreContract;
import dev.quintet.domain.platform.Figure;
import dev.quintet.domain.platform.Store;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import dev.quintet.engines.SharedEngines;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClickHouseStoreTest implements StoreContract {

  private final TestClickHouse clickHouse = TestClickHouse.shared();
  private final TestClickHouse nowhere = new TestClickHouse(SharedEngines.clickHouse(ClickHouseSchema.usersXml()), "http://127.0.0.1:1");

  @AfterAll
  void close() {
    nowhere.close();
  }

  @Override
  public Store store() {
    return clickHouse.store;
  }

  @Override
  public Store away() {
    return nowhere.store;
  }

  @Override
  public TenantId provisioned() {
    return Fresh.tenant();
  }

  private BigDecimal measured(Figure figure) {
    return store().figures(Fresh.deadline()).getOrDefault(figure, BigDecimal.ZERO);
  }

  @Test
  void aQueryThatRunsIsCountedAndTheOneThatAsksIsNot() {
    BigDecimal before = measured(ClickHouseStore.QUERIES);
    Statement endless =
        new Statement(
            "talk",
            "SELECT sipHash64(number) AS x FROM numbers(1000000000000)",
            Map.of(),
            List.of("x"));
    try (Reading reading =
        clickHouse.reads.open(Viewer.of(new TenantId("nobody")), endless, Fresh.deadline())) {
      assertThat(reading.next()).isTrue();

      assertThat(measured(ClickHouseStore.QUERIES)).isGreaterThan(before);
    }
  }

  @Test
  void theSizeIsThatOfTheTables() {
    store().leaks(Fresh.tenant(), Fresh.tenant(), Fresh.deadline());

    assertThat(measured(ClickHouseStore.DISK)).isPositive();
  }
}
