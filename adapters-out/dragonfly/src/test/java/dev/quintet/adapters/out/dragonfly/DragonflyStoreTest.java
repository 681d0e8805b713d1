package dev.quintet.adapters.out.dragonfly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.StoreContract;
import dev.quintet.domain.marketdata.QuoteCache;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.platform.Store;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.trades.CurrentPosition;
import dev.quintet.domain.trades.Position;
import dev.quintet.domain.trades.PositionIndex;
import dev.quintet.engines.SharedEngines;
import io.micronaut.context.ApplicationContext;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DragonflyStoreTest implements StoreContract {

  private TestDragonfly dragonfly;
  private ApplicationContext nowhere;

  @BeforeAll
  void open() {
    dragonfly =
        new TestDragonfly(SharedEngines.redis(), Map.of("quintet.dragonfly.command-timeout", "1s"));
    dragonfly.awaitAnswers(Duration.ofSeconds(20));
    nowhere = context(Map.of("quintet.dragonfly.port", 1));
  }

  private static ApplicationContext context(Map<String, Object> changes) {
    return ApplicationContext.run(TestDragonfly.properties(SharedEngines.redis(), changes));
  }

  @AfterAll
  void close() {
    nowhere.close();
    dragonfly.close();
  }

  @Override
  public Store store() {
    return dragonfly.bean(Store.class);
  }

  @Override
  public Store away() {
    return nowhere.getBean(Store.class);
  }

  @Override
  public TenantId provisioned() {
    return Fresh.tenant();
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
    public void forget(TenantId tenant, Collection<Symbol> symbols) {
      quotes.forget(everybody, symbols);
    }

    @Override
    public void confirm(TenantId tenant, Tick newest) {
      quotes.confirm(everybody, newest);
    }
  }

  /** One for all tenants. */
  private record SharedPositions(PositionIndex index, TenantId everybody)
      implements PositionIndex {

    @Override
    public StoreName store() {
      return index.store();
    }

    @Override
    public void put(TenantId tenant, List<CurrentPosition> positions, Deadline deadline) {
      index.put(everybody, positions, deadline);
    }

    @Override
    public void find(
        TenantId tenant, Position.Key key, Consumer<Optional<CurrentPosition>> answer) {
      index.find(everybody, key, answer);
    }

    @Override
    public Step walk(TenantId tenant, @Nullable String after, Deadline deadline) {
      return index.walk(everybody, after, deadline);
    }

    @Override
    public Map<Position.Key, Optional<CurrentPosition>> held(
        TenantId tenant, Collection<Position.Key> keys, Deadline deadline) {
      return index.held(everybody, keys, deadline);
    }

    @Override
    public void remove(TenantId tenant, Collection<Position.Key> keys, Deadline deadline) {
      index.remove(everybody, keys, deadline);
    }
  }

  @Test
  void aCacheThatMixesTenantsUpIsFound() {
    TenantId own = Fresh.tenant();
    TenantId other = Fresh.tenant();
    Store mixing =
        new DragonflyStore(
            dragonfly.bean(DragonflyLink.class),
            new Shared(dragonfly.quotes(), Fresh.tenant()),
            new SharedPositions(dragonfly.bean(PositionIndex.class), Fresh.tenant()),
            dragonfly.bean(DragonflyPipeline.class));
    assertThat(mixing.leaks(own, other, Fresh.deadline()))
        .containsExactly(
            "last quote of " + other + ", read acting for " + own,
            "last quote of " + other + ", changed acting for " + own,
            "position of " + other + ", read acting for " + own);
  }

  @Test
  void aCacheThatCannotBeAskedIsNotIsolated() {
    try (ApplicationContext context = context(Map.of("quintet.dragonfly.password", "wrong"))) {
      Store refused = context.getBean(Store.class);
      assertThatThrownBy(
              () ->
                  refused.leaks(
                      Fresh.tenant(), Fresh.tenant(), Deadline.after(Duration.ofMillis(500))))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem()).isEqualTo(new Problem.Unavailable("dragonflydb")));
    }
  }

  @Test
  void lookupsAreCountedByWhetherTheyFoundSomething() {
    TenantId tenant = Fresh.tenant();
    dragonfly.quotes().confirm(tenant, TestDragonfly.tick(0));
    for (int i = 0; i < 20; i++) {
      dragonfly.quotes().find(tenant, TestDragonfly.SYMBOL);
    }
    BigDecimal before = rate();
    for (int i = 0; i < 20; i++) {
      assertThat(dragonfly.quotes().find(Fresh.tenant(), TestDragonfly.SYMBOL)).isEmpty();
    }

    assertThat(rate()).isPositive().isLessThan(before);
    assertThat(store().figures(Fresh.deadline()).get(DragonflyStore.MEMORY)).isPositive();
  }

  private BigDecimal rate() {
    return store().figures(Fresh.deadline()).getOrDefault(DragonflyStore.HIT_RATE, BigDecimal.ZERO);
  }

  @Test
  void aNumberThatIsNotThereIsNotMadeUp() {
    String lines = "\n# Memory\r\nused_memory:123\r\nused_memory_rss:456\r\n";

    assertThat(DragonflyStore.number(lines, "used_memory")).isEqualTo(123);
    assertThatThrownBy(() -> DragonflyStore.number(lines, "memory"))
        .isInstanceOf(ProblemException.class);
  }
}
