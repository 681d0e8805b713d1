package dev.quintet.application.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.memory.MemoryComparisonStore;
import dev.quintet.adapters.out.memory.MemoryTenantStore;
import dev.quintet.domain.operations.Comparison.Days;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ReconciliationTest {

  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");
  private static final LocalDate DAY = LocalDate.parse("2026-01-01");
  private static final Duration EVERY = Duration.ofMinutes(5);
  private static final TenantId ONE = new TenantId("one");
  private static final TenantId TWO = new TenantId("two");
  private static final TenantId CANARY = new TenantId(TenantId.INTERNAL_PREFIX + "canary");

  private Instant now = NOW;
  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };
  private final MemoryTenantStore tenants = new MemoryTenantStore();
  private final MemoryComparisonStore comparisons = new MemoryComparisonStore();
  private final Notes notes = new Notes();
  private final Reconciliation reconciliation =
      new Reconciliation(comparisons, tenants, List.of(notes), EVERY, clock);

  /** Days with notes, some of which differ until they are mended. */
  private static final class Notes implements Derived {
    private final Map<TenantId, TreeSet<LocalDate>> days = new HashMap<>();
    private final Map<TenantId, Set<LocalDate>> drifted = new HashMap<>();
    private final List<TenantId> looked = new ArrayList<>();
    private final Set<TenantId> broken = new HashSet<>();
    private int mostDays = 100;

    @Override
    public String store() {
      return "index";
    }

    @Override
    public String projection() {
      return "notes";
    }

    @Override
    public Optional<LocalDate> next(TenantId tenant, LocalDate from, Deadline deadline) {
      looked.add(tenant);
      return Optional.ofNullable(days.getOrDefault(tenant, new TreeSet<>()).ceiling(from));
    }

    @Override
    public Compared compare(
        TenantId tenant, LocalDate from, LocalDate to, Deadline deadline) {
      if (broken.contains(tenant) || from.plusDays(mostDays).isBefore(to)) {
        throw new ProblemException(
            new Problem.Unavailable(new StoreName("index", "index.access")));
      }
      Set<LocalDate> some = days.getOrDefault(tenant, new TreeSet<>()).subSet(from, to);
      return new Compared(
          to, some.size(), some.stream().filter(drifted(tenant)::contains).toList());
    }

    private Set<LocalDate> drifted(TenantId tenant) {
      return drifted.computeIfAbsent(tenant, id -> new HashSet<>());
    }

    @Override
    public long count(TenantId tenant, Deadline deadline) {
      return 0;
    }

    @Override
    public Built build(
        TenantId tenant, long generation, @Nullable String after, Deadline deadline) {
      return new Built(0, null);
    }

    @Override
    public Mended mend(TenantId tenant, LocalDate day, Deadline deadline) {
      return drifted(tenant).remove(day) ? new Mended(2, 1, true) : Mended.NOTHING;
    }
  }

  private void register(TenantId tenant, int days) {
    Tenant unused =
        tenants.register(
            new Tenant(tenant, "x", Tier.PRO, Tenant.State.ACTIVE, NOW), Fresh.deadline());
    IntStream.range(0, days)
        .forEach(
            i -> notes.days.computeIfAbsent(tenant, id -> new TreeSet<>()).add(DAY.plusDays(i)));
  }

  private Days measured() {
    return reconciliation.measured(Fresh.deadline()).days();
  }

  @Test
  void whatDiffersCountsUntilTheNextComparison() {
    register(ONE, 10);
    register(TWO, 10);
    register(CANARY, 10);
    assertThat(measured()).as("before anything was compared").isEqualTo(Days.NONE);
    reconciliation.run(Fresh.deadline());
    assertThat(measured()).isEqualTo(new Days(20, 20));
    notes.drifted(ONE).addAll(List.of(DAY, DAY.plusDays(3)));
    reconciliation.run(Fresh.deadline());
    assertThat(measured()).as("nobody is due").isEqualTo(new Days(20, 20));
    now = now.plus(EVERY);
    reconciliation.run(Fresh.deadline());
    assertThat(measured()).isEqualTo(new Days(20, 18));
    assertThat(reconciliation.measured(Fresh.deadline()).mended()).isEqualTo(6);
    now = now.plus(EVERY);
    reconciliation.run(Fresh.deadline());
    assertThat(measured()).isEqualTo(new Days(20, 20));
    assertThat(reconciliation.measured(Fresh.deadline()).oldest()).isEqualTo(now);
    assertThat(notes.looked).doesNotContain(CANARY);
  }

  @Test
  void oneTenantThatCannotBeComparedHoldsUpNoOther() {
    register(ONE, 1);
    register(TWO, 1);
    notes.broken.add(ONE);
    reconciliation.run(Fresh.deadline());
    assertThat(measured()).isEqualTo(new Days(1, 1));
    assertThatThrownBy(() -> reconciliation.compare(ONE, Fresh.deadline()))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void theOneThatWasLookedAtLongestAgoIsFirst() {
    register(ONE, 1);
    register(TWO, 1);
    reconciliation.compare(TWO, Fresh.deadline());
    now = now.plus(EVERY);
    reconciliation.compare(ONE, Fresh.deadline());
    now = now.plus(EVERY);
    notes.looked.clear();
    reconciliation.run(Fresh.deadline());
    assertThat(notes.looked.getFirst()).isEqualTo(TWO);
    assertThat(notes.looked).contains(ONE);
  }

  @Test
  void aLongHistoryIsComparedInTurnsAndGoesOnWhereItWas() {
    register(ONE, 1_000);
    notes.drifted(ONE).add(DAY.plusDays(999));
    reconciliation.run(Fresh.deadline());
    Days first = measured();
    assertThat(first.compared()).isBetween(1L, 999L);
    assertThat(first.agreeing()).isEqualTo(first.compared());
    Reconciliation another =
        new Reconciliation(comparisons, tenants, List.of(notes), EVERY, clock);
    another.run(Fresh.deadline());
    assertThat(measured()).as("by another service").isEqualTo(new Days(1_000, 999));
  }

  @Test
  void fewerDaysAreComparedAtOnceWhereAStoreCannotTellInTime() {
    register(ONE, 40);
    notes.mostDays = 5;
    reconciliation.run(Fresh.deadline());
    assertThat(measured()).isEqualTo(new Days(40, 40));
  }

  @Test
  void nothingIsBegunAfterTheDeadline() {
    register(ONE, 1);
    notes.drifted(ONE).add(DAY);
    assertThatThrownBy(() -> reconciliation.run(Deadline.after(Duration.ZERO)))
        .isInstanceOf(ProblemException.class);
    assertThat(notes.looked).isEmpty();
  }
}
