package dev.quintet.adapters.out.dragonfly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.platform.Dependency;
import dev.quintet.domain.platform.Vitals;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.engines.SharedEngines;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DragonflyVitalsTest {

  private TestDragonfly dragonfly;

  @BeforeAll
  void open() {
    dragonfly =
        new TestDragonfly(SharedEngines.redis(), Map.of("quintet.dragonfly.command-timeout", "1s"));
    dragonfly.awaitAnswers(Duration.ofSeconds(20));
  }

  @AfterAll
  void close() {
    dragonfly.close();
  }

  private Vitals.Dragonfly measured() {
    return (Vitals.Dragonfly)
        dragonfly.bean(DragonflyVitals.class).measure(Fresh.deadline());
  }

  @Test
  void lookupsAreCountedByWhetherTheyFoundSomething() {
    assertThat(dragonfly.bean(DragonflyVitals.class).dependency())
        .isEqualTo(Dependency.DRAGONFLYDB);
    TenantId tenant = Fresh.tenant();
    Vitals.Dragonfly before = measured();
    dragonfly.quotes().confirm(tenant, TestDragonfly.tick(0));
    assertThat(dragonfly.quotes().find(tenant, TestDragonfly.SYMBOL)).isPresent();
    assertThat(dragonfly.quotes().find(Fresh.tenant(), TestDragonfly.SYMBOL)).isEmpty();

    Vitals.Dragonfly after = measured();

    assertThat(after.hits()).isGreaterThan(before.hits());
    assertThat(after.misses()).isGreaterThan(before.misses());
    assertThat(after.memoryBytes()).isPositive();
  }

  @Test
  void aNumberThatIsNotThereIsNotMadeUp() {
    String lines = "\n# Memory\r\nused_memory:123\r\nused_memory_rss:456\r\n";

    assertThat(DragonflyVitals.number(lines, "used_memory")).isEqualTo(123);
    assertThatThrownBy(() -> DragonflyVitals.number(lines, "memory"))
        .isInstanceOf(ProblemException.class);
  }
}
