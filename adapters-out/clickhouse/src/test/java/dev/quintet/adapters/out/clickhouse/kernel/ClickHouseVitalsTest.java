package dev.quintet.adapters.out.clickhouse.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.platform.Dependency;
import dev.quintet.domain.platform.Vitals;
import dev.quintet.domain.tenancy.TenantId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ClickHouseVitalsTest {

  private final TestClickHouse clickHouse = TestClickHouse.shared();
  private final ClickHouseVitals vitals = new ClickHouseVitals(clickHouse.clients);

  private Vitals.ClickHouse measured() {
    return (Vitals.ClickHouse) vitals.measure(Fresh.deadline());
  }

  @Test
  void aQueryThatRunsIsCountedAndTheOneThatAsksIsNot() {
    assertThat(vitals.dependency()).isEqualTo(Dependency.CLICKHOUSE);
    long before = measured().queries();
    Statement endless =
        new Statement(
            "talk",
            "SELECT sipHash64(number) AS x FROM numbers(1000000000000)",
            Map.of(),
            List.of("x"));
    try (Reading reading =
        clickHouse.reads.open(new TenantId("nobody"), endless, Fresh.deadline())) {
      assertThat(reading.next()).isTrue();

      assertThat(measured().queries()).isGreaterThan(before);
    }
  }

  @Test
  void theSizeIsThatOfTheTables() {
    clickHouse.probe.leaks(Fresh.tenant(), Fresh.tenant(), Fresh.deadline());

    assertThat(measured().diskBytes()).isPositive();
  }
}
