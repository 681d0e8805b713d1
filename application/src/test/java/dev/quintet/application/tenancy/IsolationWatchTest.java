package dev.quintet.application.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.memory.MemoryTenantStore;
import dev.quintet.application.tenancy.IsolationWatch.Verdict;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.IsolationProbe;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantStore;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class IsolationWatchTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-02-03T04:05:06Z"), ZoneOffset.UTC);

  private final MemoryTenantStore tenants = new MemoryTenantStore();
  private final Probe store = new Probe("store");
  private final Probe cache = new Probe("cache");

  /** A store that answers as the test says. */
  private static final class Probe implements IsolationProbe {
    private final String store;
    private final List<String> asked = new ArrayList<>();
    private Supplier<List<String>> answer = List::of;

    Probe(String store) {
      this.store = store;
    }

    @Override
    public String store() {
      return store;
    }

    @Override
    public List<String> leaks(TenantId own, TenantId other, Deadline deadline) {
      asked.add(own + " -> " + other);
      return answer.get();
    }
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
    assertThat(check(watch(tenants)).verdict()).isEqualTo(Verdict.ISOLATED);
    for (Probe probe : List.of(store, cache)) {
      assertThat(probe.asked)
          .containsExactly(
              "quintet_canary_one -> quintet_canary_two",
              "quintet_canary_two -> quintet_canary_one");
    }
    assertThat(tenants.find(IsolationWatch.CANARY, Fresh.deadline()).orElseThrow().state())
        .isEqualTo(Tenant.State.ACTIVE);
  }

  @Test
  void oneLeakOfOneStoreIsALeak() {
    cache.answer = () -> List.of("a quote was read");
    IsolationWatch.Status status = check(watch(tenants));
    assertThat(status.verdict()).isEqualTo(Verdict.LEAKING);
    assertThat(status.findings()).containsExactly("a quote was read", "a quote was read");
  }

  @Test
  void aLeakIsTheStatusUntilARoundOverEveryStoreFindsNone() {
    IsolationWatch watch = watch(tenants);
    store.answer = () -> List.of("a row was read");
    assertThat(check(watch).verdict()).isEqualTo(Verdict.LEAKING);

    store.answer = IsolationWatchTest::away;
    assertThat(check(watch).verdict()).as("the store cannot be asked").isEqualTo(Verdict.LEAKING);

    store.answer = List::of;
    assertThat(check(watch).verdict()).isEqualTo(Verdict.ISOLATED);
    assertThat(watch.status().verdict()).isEqualTo(Verdict.ISOLATED);
  }

  private static List<String> away() {
    throw new ProblemException(new Problem.Unavailable("store"));
  }

  @Test
  void aStoreThatCannotBeAskedHidesNoLeakOfAnother() {
    store.answer = IsolationWatchTest::away;
    assertThat(check(watch(tenants)).verdict()).isEqualTo(Verdict.UNKNOWN);
    cache.answer = () -> List.of("a quote was read");
    assertThat(check(watch(tenants)).verdict()).isEqualTo(Verdict.LEAKING);
  }

  /** An exception would end the rounds of the minute for ever, and nobody would know. */
  @Test
  void whateverAStoreThrowsTheNextRoundComes() {
    store.answer =
        () -> {
          throw new IllegalStateException("a bug");
        };
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
  }
}
