package dev.quintet.adapters.out.dragonfly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.marketdata.QuoteCache;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.IsolationProbe;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.engines.SharedEngines;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DragonflyIsolationProbeTest {

  private TestDragonfly dragonfly;

  @BeforeAll
  void open() {
    dragonfly =
        new TestDragonfly(SharedEngines.redis(), Map.of("quintet.dragonfly.command-timeout", "1s"));
  }

  @AfterAll
  void close() {
    dragonfly.close();
  }

  /** A cache that forgets whose the ticks are. */
  private record Shared(QuoteCache quotes, TenantId everybody) implements QuoteCache {

    @Override
    public StoreName store() {
      return quotes.store();
    }

    @Override
    public void find(TenantId tenant, Symbol symbol, Consumer<Optional<Tick>> answer) {
      quotes.find(everybody, symbol, answer);
    }
    @Override
    public Optional<Tick> find(TenantId tenant, Symbol symbol) {
      return quotes.find(everybody, symbol);
    }

    @Override
    public void offer(TenantId tenant, Collection<Tick> ticks) {
      quotes.offer(everybody, ticks);
    }

    @Override
    public void confirm(TenantId tenant, Tick newest) {
      quotes.confirm(everybody, newest);
    }
  }

  @Test
  void tenantsAreIsolatedBothWaysAndAgainAndAgain() {
    IsolationProbe probe = dragonfly.bean(IsolationProbe.class);
    assertThat(probe.store()).isEqualTo("dragonflydb");
    TenantId one = Fresh.tenant();
    TenantId two = Fresh.tenant();
    for (int i = 0; i < 20; i++) {
      assertThat(probe.leaks(one, two, Fresh.deadline())).isEmpty();
      assertThat(probe.leaks(two, one, Fresh.deadline())).isEmpty();
    }
  }

  @Test
  void aCacheThatMixesTenantsUpIsFound() {
    TenantId own = Fresh.tenant();
    TenantId other = Fresh.tenant();
    IsolationProbe probe =
        new DragonflyIsolationProbe(
            dragonfly.bean(DragonflyLink.class), new Shared(dragonfly.quotes(), Fresh.tenant()));
    assertThat(probe.leaks(own, other, Fresh.deadline()))
        .containsExactly(
            "last quote of " + other + ", read acting for " + own,
            "last quote of " + other + ", changed acting for " + own);
  }

  @Test
  void aCacheThatCannotBeAskedIsNotIsolated() {
    try (ApplicationContext context =
        ApplicationContext.run(
            TestDragonfly.properties(
                SharedEngines.redis(), Map.of("quintet.dragonfly.password", "wrong")))) {
      IsolationProbe probe = context.getBean(IsolationProbe.class);
      assertThatThrownBy(
              () ->
                  probe.leaks(
                      Fresh.tenant(), Fresh.tenant(), Deadline.after(Duration.ofMillis(500))))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem()).isEqualTo(new Problem.Unavailable("dragonflydb")));
    }
  }
}
