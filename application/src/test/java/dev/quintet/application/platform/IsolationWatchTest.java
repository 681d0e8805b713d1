package dev.quintet.application.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.memory.MemoryStore;
import dev.quintet.adapters.out.memory.MemoryTenantStore;
import dev.quintet.application.platform.IsolationWatch.Verdict;
import dev.quintet.domain.platform.StoreDeclaration.Loss;
import dev.quintet.domain.platform.StoreDeclaration;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantStore;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class IsolationWatchTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-02-03T04:05:06Z"), ZoneOffset.UTC);

  private final MemoryTenantStore tenants = new MemoryTenantStore();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final MemoryStore store = store("store");
  private final MemoryStore cache = store("cache");

  private static MemoryStore store(String word) {
    StoreName name = new StoreName(word, "store.access");
    return new MemoryStore(
        new StoreDeclaration(name, Loss.SLOWS_CALLS, List.of()), Map.of());
  }

  private IsolationWatch watch(TenantStore registry) {
    return new IsolationWatch(List.of(store, cache), registry, CLOCK);
  }

  private static IsolationWatch.Status check(IsolationWatch watch) {
    return watch.check(Fresh.deadline());
  }

  @Test
  void nothingIsKnownBeforeTheFirstRound() {
    assertThat(watch(tenants).status().verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void bothCanariesTryEveryStoreAndAreTenantsOfTheirOwn() {
    for (MemoryStore each : List.of(store, cache)) {
      each.leaks(
          (own, other) -> {
            asked.add(each.declaration().name() + ": " + own + " -> " + other);
            return List.of();
          });
    }

    assertThat(check(watch(tenants)).verdict()).isEqualTo(Verdict.ISOLATED);
    assertThat(asked)
        .containsExactlyInAnyOrder(
            "store: quintet_canary_one -> quintet_canary_two",
            "store: quintet_canary_two -> quintet_canary_one",
            "cache: quintet_canary_one -> quintet_canary_two",
            "cache: quintet_canary_two -> quintet_canary_one");
    assertThat(tenants.find(IsolationWatch.CANARY, Fresh.deadline()).orElseThrow().state())
        .isEqualTo(Tenant.State.ACTIVE);
  }

  @Test
  void oneLeakOfOneStoreIsALeak() {
    cache.leaks((own, other) -> List.of("a quote was read"));
    IsolationWatch.Status status = check(watch(tenants));
    assertThat(status.verdict()).isEqualTo(Verdict.LEAKING);
    assertThat(status.findings()).containsExactly("a quote was read", "a quote was read");
  }

  @Test
  void aLeakIsTheStatusUntilARoundOverEveryStoreFindsNone() {
    IsolationWatch watch = watch(tenants);
    store.leaks((own, other) -> List.of("a row was read"));
    assertThat(check(watch).verdict()).isEqualTo(Verdict.LEAKING);

    store.leaks(IsolationWatchTest::away);
    assertThat(check(watch).verdict()).as("the store cannot be asked").isEqualTo(Verdict.LEAKING);

    store.leaks((own, other) -> List.of());
    assertThat(check(watch).verdict()).isEqualTo(Verdict.ISOLATED);
    assertThat(watch.status().verdict()).isEqualTo(Verdict.ISOLATED);
  }

  private static List<String> away(TenantId own, TenantId other) {
    throw new ProblemException(new Problem.Unavailable("store"));
  }

  @Test
  void aStoreThatCannotBeAskedHidesNoLeakOfAnother() {
    store.leaks(IsolationWatchTest::away);
    assertThat(check(watch(tenants)).verdict()).isEqualTo(Verdict.UNKNOWN);
    cache.leaks((own, other) -> List.of("a quote was read"));
    assertThat(check(watch(tenants)).verdict()).isEqualTo(Verdict.LEAKING);
  }

  /** An exception would end the rounds of the minute for ever, and nobody would know. */
  @Test
  void whateverAStoreThrowsTheNextRoundComes() {
    store.leaks(
        (own, other) -> {
          throw new IllegalStateException("a bug");
        });
    assertThat(check(watch(tenants)).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(check(watch(new BrokenRegistry())).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  /** Fails as no store should. */
  private static final class BrokenRegistry implements TenantStore {

    @Override
    public Tenant register(Tenant tenant, Deadline deadline) {
      throw new IllegalStateException("a bug");
    }

    @Override
    public Tenant provision(TenantId tenant, Deadline deadline) {
      throw new IllegalStateException("a bug");
    }

    @Override
    public Optional<Tenant> find(TenantId tenant, Deadline deadline) {
      throw new IllegalStateException("a bug");
    }

    @Override
    public Page<Tenant> list(@Nullable Cursor after, int limit, Deadline deadline) {
      throw new IllegalStateException("a bug");
    }

    @Override
    public long countActive(Deadline deadline) {
      throw new IllegalStateException("a bug");
    }
  }
}
