package dev.quintet.application.operations;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.memory.MemoryRebuildStore;
import dev.quintet.adapters.out.memory.MemoryTenantStore;
import dev.quintet.application.tenancy.Access;
import dev.quintet.application.tenancy.KnownUsers;
import dev.quintet.application.tenancy.UserEpochs;
import dev.quintet.domain.operations.GenerationIndex;
import dev.quintet.domain.operations.Rebuild;
import dev.quintet.domain.operations.Rebuild.State;
import dev.quintet.domain.operations.RebuildStore;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantScope;
import dev.quintet.domain.tenancy.Tier;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RebuildingTest {

  private static final TenantId ACME = new TenantId("acme");
  private static final Principal OPERATOR =
      new Principal("key", Role.OPERATOR, new TenantScope.All(), new ServiceName("ops"), null);

  private final MemoryTenantStore tenants = new MemoryTenantStore();
  private final MemoryRebuildStore kept = new MemoryRebuildStore();
  private final List<String> done = new ArrayList<>();
  private int lives = Integer.MAX_VALUE;

  /** Two pages of rows. */
  private final class Part implements Derived {
    private final String name;

    private Part(String name) {
      this.name = name;
    }

    @Override
    public String store() {
      return "index";
    }

    @Override
    public String projection() {
      return name;
    }

    @Override
    public Optional<LocalDate> next(TenantId tenant, LocalDate from, Deadline deadline) {
      return Optional.empty();
    }

    @Override
    public Compared compare(
        TenantId tenant, LocalDate from, LocalDate to, Deadline deadline) {
      return new Compared(to, 0, List.of());
    }

    @Override
    public Mended mend(TenantId tenant, LocalDate day, Deadline deadline) {
      return Mended.NOTHING;
    }

    @Override
    public long count(TenantId tenant, Deadline deadline) {
      return 10;
    }

    @Override
    public Built build(
        TenantId tenant, long generation, @Nullable String after, Deadline deadline) {
      done.add(name + generation + (after == null ? "" : after));
      return new Built(5, after == null ? "+" : null);
    }
  }

  private final class Generations implements GenerationIndex {
    @Override
    public StoreName store() {
      return new StoreName("index", "index.access");
    }

    @Override
    public String projection() {
      return "notes";
    }

    @Override
    public long begin(TenantId tenant, Deadline deadline) {
      done.add("begin");
      return 7;
    }

    @Override
    public void show(TenantId tenant, long generation, Deadline deadline) {
      done.add("show" + generation);
    }

    @Override
    public void clear(TenantId tenant, Deadline deadline) {
      done.add("clear");
    }
  }

  /** The process dies before it notes how far it is. */
  private final class Dying implements RebuildStore {
    @Override
    public Rebuild request(
        TenantId tenant, String projection, Instant now, Deadline deadline) {
      return kept.request(tenant, projection, now, deadline);
    }

    @Override
    public List<Rebuild> list(TenantId tenant, Deadline deadline) {
      return kept.list(tenant, deadline);
    }

    @Override
    public List<Rebuild> open(Set<TenantId> some, Deadline deadline) {
      return kept.open(some, deadline);
    }

    @Override
    public void put(Rebuild rebuild, Deadline deadline) {
      if (lives-- <= 0) {
        throw new IllegalStateException("killed");
      }
      kept.put(rebuild, deadline);
    }
  }

  private Rebuilding rebuilding() {
    return new Rebuilding(
        new Access(tenants, new UserEpochs(KnownUsers.ANY)),
        new Dying(),
        tenants,
        List.of(
            new Rebuilding.Projected(
                "notes", new Generations(), List.of(new Part("a"), new Part("b")))),
        Clock.systemUTC());
  }

  @BeforeEach
  void register() {
    Tenant unused =
        tenants.register(
            new Tenant(ACME, "x", Tier.PRO, Tenant.State.ACTIVE, Instant.EPOCH),
            Fresh.deadline());
  }

  private Rebuild last() {
    return rebuilding().list(OPERATOR, ACME, Fresh.deadline()).getFirst();
  }

  private void request() {
    Rebuild requested = rebuilding().request(OPERATOR, ACME, "notes", Fresh.deadline());
    assertThat(requested.state()).isEqualTo(State.REQUESTED);
  }

  @Test
  void partsAreBuiltOneAfterTheOtherThenShownThenTheOldIsCleared() {
    request();
    rebuilding().run(Fresh.deadline());
    assertThat(done).containsExactly("begin", "a7", "a7+", "b7", "b7+", "show7", "clear");
    assertThat(last())
        .extracting(Rebuild::state, Rebuild::built, Rebuild::total)
        .containsExactly(State.DONE, 20L, 20L);
    rebuilding().run(Fresh.deadline());
    assertThat(done).as("nothing more").hasSize(7);
  }

  @Test
  void whereverItIsKilledAnotherServiceGoesOnAndNothingIsLeftOut() {
    for (int kill = 0; kill < 7; kill++) {
      done.clear();
      request();
      lives = kill;
      rebuilding().run(Fresh.deadline());
      lives = Integer.MAX_VALUE;
      rebuilding().run(Fresh.deadline());
      assertThat(last().state()).isEqualTo(State.DONE);
      assertThat(new ArrayList<>(new LinkedHashSet<>(done)))
          .as("killed at %s", kill)
          .containsExactly("begin", "a7", "a7+", "b7", "b7+", "show7", "clear");
      assertThat(done).hasSizeLessThanOrEqualTo(9);
    }
  }

  @Test
  void onlyOperatorsOfAllTenantsRebuildAndSeeIt() {
    Principal admin =
        new Principal(
            "key", Role.TENANT_ADMIN, new TenantScope.One(ACME), new ServiceName("desk"), null);
    assertProblem(
        Problem.Denied.class,
        () -> rebuilding().request(admin, ACME, "notes", Fresh.deadline()));
    assertProblem(
        Problem.Denied.class, () -> rebuilding().list(admin, ACME, Fresh.deadline()));
    assertProblem(
        new Problem.NotFound("projection", "graphs"),
        () -> rebuilding().request(OPERATOR, ACME, "graphs", Fresh.deadline()));
    assertProblem(
        new Problem.NotFound("tenant", "nobody"),
        () ->
            rebuilding()
                .request(OPERATOR, new TenantId("nobody"), "notes", Fresh.deadline()));
  }
}
