package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertUnavailable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.subscriptions.BillingPeriod;
import dev.quintet.domain.subscriptions.RecordedUsage;
import dev.quintet.domain.subscriptions.UsageEvent;
import dev.quintet.domain.subscriptions.UsageGrouping;
import dev.quintet.domain.subscriptions.UsageLedger;
import dev.quintet.domain.subscriptions.UsageQuery;
import dev.quintet.domain.subscriptions.UsageTotal;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a {@link UsageLedger} does. Its clock is that of the machine. */
public interface UsageLedgerContract extends UsageBookingContract, PagingContract {

  private static UsageEvent event(Subject subject, long count) {
    return new UsageEvent(UUID.randomUUID(), subject, UsageType.API_CALLS, count, PAST);
  }

  private long count(TenantId tenant) {
    return totals(query(tenant, null)).stream().mapToLong(UsageTotal::count).sum();
  }

  private static List<UsageEvent> of(TenantId tenant, List<RecordedUsage> exported) {
    return exported.stream()
        .map(RecordedUsage::event)
        .filter(event -> event.subject().tenant().equals(tenant))
        .toList();
  }

  @Test
  default void anEventIsCountedOnceHoweverOftenItIsAppended() {
    TenantId tenant = newTenant();
    UsageEvent event = event(tenant, UsageType.API_CALLS, 5, PAST);
    append(event);
    append(event, event(tenant, UsageType.API_CALLS, 2, PAST));
    append(event);
    assertThat(count(tenant)).isEqualTo(7);
  }

  @Test
  default void theSameIdOfTwoTenantsIsTwoEvents() {
    TenantId one = newTenant();
    TenantId other = newTenant();
    UUID id = UUID.randomUUID();
    append(new UsageEvent(id, Fresh.subject(one), UsageType.API_CALLS, 1, PAST));
    append(new UsageEvent(id, Fresh.subject(other), UsageType.API_CALLS, 2, PAST));
    assertThat(count(one)).isEqualTo(1);
    assertThat(count(other)).isEqualTo(2);
  }

  @Test
  default void totalsAreGroupedByWhatWasAskedFor() {
    TenantId tenant = newTenant();
    Instant midnight = TODAY.atStartOfDay(ZoneOffset.UTC).toInstant();
    append(
        event(tenant, UsageType.API_CALLS, 1, midnight.minusNanos(1_000)),
        event(tenant, UsageType.API_CALLS, 2, midnight),
        event(tenant, UsageType.TICKS_PROCESSED, 4, midnight));

    assertThat(totals(query(tenant, null)))
        .as("types are always told apart")
        .extracting(UsageTotal::count)
        .containsExactly(3L, 4L);
    assertThat(totals(query(tenant, null, UsageGrouping.DAY)))
        .extracting(UsageTotal::day, UsageTotal::count)
        .containsExactly(
            tuple(TODAY.minusDays(1), 1L), tuple(TODAY, 2L), tuple(TODAY, 4L));
    assertThat(totals(query(tenant, null, UsageGrouping.PERIOD, UsageGrouping.TYPE)))
        .filteredOn(total -> BillingPeriod.of(midnight).equals(total.period()))
        .extracting(UsageTotal::type, UsageTotal::count)
        .containsExactly(
            tuple(UsageType.API_CALLS, TODAY.getDayOfMonth() == 1 ? 2L : 3L),
            tuple(UsageType.TICKS_PROCESSED, 4L));
    assertThat(totals(query(tenant, UsageType.TICKS_PROCESSED)))
        .extracting(UsageTotal::count)
        .containsExactly(4L);
  }

  @Test
  default void servicesAndUsersAreCountedApart() {
    TenantId tenant = newTenant();
    ServiceName engine = new ServiceName("engine");
    UsageType calls = UsageType.API_CALLS;
    UserId ann = new UserId("ann@example.com");
    append(
        event(new Subject(tenant, engine, null), 1),
        event(new Subject(tenant, engine, ann), 2),
        event(new Subject(tenant, new ServiceName("ml"), ann), 4));

    assertThat(totals(query(tenant, null, UsageGrouping.SERVICE, UsageGrouping.USER)))
        .containsExactly(
            new UsageTotal(tenant, null, null, calls, engine, null, null, 1, 1),
            new UsageTotal(tenant, null, null, calls, engine, ann, null, 2, 2),
            new UsageTotal(tenant, null, null, calls, new ServiceName("ml"), ann, null, 4, 4));
    UsageQuery anns = new UsageQuery(tenant, null, ann, null, PAST, PAST.plusSeconds(1), Set.of());
    assertThat(totals(anns)).extracting(UsageTotal::count).containsExactly(6L);
    UsageQuery engines =
        new UsageQuery(tenant, engine, null, null, PAST, PAST.plusSeconds(1), Set.of());
    assertThat(totals(engines)).extracting(UsageTotal::count).containsExactly(3L);
  }

  @Test
  default void aPeriodHoldsItsStartAndNotItsEnd() {
    TenantId tenant = newTenant();
    append(event(tenant, UsageType.API_CALLS, 1, PAST));
    Instant micro = PAST.plusNanos(1_000);
    assertThat(totals(between(tenant, PAST, micro))).hasSize(1);
    assertThat(totals(between(tenant, PAST.minusSeconds(1), PAST))).isEmpty();
    assertThat(totals(between(tenant, micro, micro.plusSeconds(1)))).isEmpty();
  }

  @Test
  default void totalsOfAllTenantsAreOfEachTenant() {
    TenantId one = newTenant();
    TenantId other = newTenant();
    append(
        event(one, UsageType.API_CALLS, 1, PAST),
        event(one, UsageType.TICKS_PROCESSED, 2, PAST),
        event(other, UsageType.API_CALLS, 4, PAST));
    assertThat(totals(services(null, null)))
        .filteredOn(total -> Set.of(one, other).contains(total.tenant()))
        .extracting(UsageTotal::tenant, UsageTotal::count)
        .containsExactlyInAnyOrder(tuple(one, 1L), tuple(one, 2L), tuple(other, 4L));
  }

  @Test
  default void whatComesLateIsACorrectionAndWhatComesInTimeIsNot() {
    TenantId tenant = newTenant();
    append(event(tenant, UsageType.API_CALLS, 3, PAST));
    append(event(tenant, UsageType.API_CALLS, 5, Instant.now()));
    assertThat(totals(query(tenant, null)))
        .containsExactly(new UsageTotal(tenant, null, null, UsageType.API_CALLS, null, null, null, 8, 3));
  }

  @Test
  default void anEventFromTheFutureIsOfNow() {
    TenantId tenant = newTenant();
    append(event(tenant, UsageType.API_CALLS, 1, Instant.now().plus(Duration.ofDays(400))));
    assertThat(totals(query(tenant, null)))
        .containsExactly(new UsageTotal(tenant, null, null, UsageType.API_CALLS, null, null, null, 1, 0));
  }

  @Test
  default void whatIsCompleteLiesAShortTimeBack() {
    Instant before = Instant.now();
    Instant complete =
        ledger().totals(query(newTenant(), null), null, 1, Fresh.deadline()).completeUntil();
    assertThat(complete).isBetween(before.minus(Duration.ofMinutes(5)), Instant.now());
    append(event(newTenant(), UsageType.API_CALLS, 1, complete.minusMillis(1)));
    assertThat(exported(null, 1_000).getLast().correction()).isTrue();
  }

  @Test
  default void anExportGoesOnWhereItEndedAndMissesNothing() {
    TenantId tenant = newTenant();
    List<UsageEvent> first =
        List.of(
            event(tenant, UsageType.API_CALLS, 1, PAST),
            event(tenant, UsageType.TICKS_PROCESSED, 2, PAST.minusSeconds(9)));
    ledger().append(first, Fresh.deadline());
    List<RecordedUsage> exported = exported(null, 3);
    assertThat(of(tenant, exported)).containsExactlyInAnyOrderElementsOf(first);
    assertThat(exported).extracting(RecordedUsage::position).doesNotHaveDuplicates();

    Cursor end = exported.getLast().position();
    UsageEvent later = event(tenant, UsageType.API_CALLS, 4, PAST.minusSeconds(60));
    append(later);
    assertThat(of(tenant, exported(end, 1_000))).containsExactly(later);
  }

  /** Somebody pays by both: they hold the same, and nothing of what the platform does for itself. */
  @Test
  default void theExportAddsUpToTheTotalsAndNeitherHoldsCanaries() {
    TenantId one = newTenant();
    TenantId other = newTenant();
    TenantId canary = new TenantId(TenantId.INTERNAL_PREFIX + "canary_of_a_test");
    Set<TenantId> ours = Set.of(one, other, canary);
    append(
        event(one, UsageType.API_CALLS, 1, PAST),
        event(canary, UsageType.API_CALLS, 2, PAST),
        event(one, UsageType.TICKS_PROCESSED, 4, PAST),
        event(canary, UsageType.TICKS_PROCESSED, 8, PAST),
        event(other, UsageType.API_CALLS, 16, PAST));

    assertThat(exported(null, 2))
        .extracting(RecordedUsage::event)
        .filteredOn(event -> ours.contains(event.subject().tenant()))
        .extracting(UsageEvent::count)
        .containsExactlyInAnyOrder(1L, 4L, 16L);
    assertThat(totals(query(null, null)))
        .filteredOn(total -> ours.contains(total.tenant()))
        .extracting(UsageTotal::count)
        .containsExactlyInAnyOrder(1L, 4L, 16L);
    assertThat(totals(query(canary, null))).isEmpty();
  }

  @Override
  default List<Paged<?>> listings() {
    TenantId one = newTenant();
    TenantId other = newTenant();
    for (TenantId tenant : List.of(one, other)) {
      for (int service = 0; service < 5; service++) {
        append(event(new Subject(tenant, new ServiceName("s" + service), null), 1));
      }
    }
    return List.of(
        totalsOf(services(one, null)),
        totalsOf(services(other, null)),
        totalsOf(services(one, UsageType.API_CALLS)),
        totalsOf(services(null, null)),
        (after, limit) -> ledger().events(after, limit, Fresh.deadline()).page());
  }

  private static UsageQuery services(@Nullable TenantId tenant, @Nullable UsageType type) {
    return new UsageQuery(
        tenant, null, null, type, PAST, PAST.plus(Duration.ofDays(9)), Set.of(UsageGrouping.SERVICE));
  }

  private Paged<UsageTotal> totalsOf(UsageQuery query) {
    return (after, limit) -> ledger().totals(query, after, limit, Fresh.deadline()).page();
  }

  @Test
  default void nothingIsAppendedForNothing() {
    ledger().append(List.of(), Fresh.deadline());
  }

  @Test
  default void afterItsDeadlineNothingIsDone() {
    TenantId tenant = newTenant();
    UsageEvent event = event(tenant, UsageType.API_CALLS, 1, PAST);
    assertUnavailable(
        () -> ledger().append(List.of(event), Fresh.expired()),
        () -> ledger().totals(query(tenant, null), null, 1, Fresh.expired()),
        () -> ledger().events(null, 1, Fresh.expired()),
        () -> ledger().drift(BillingPeriod.of(PAST), Fresh.expired()),
        () -> ledger().prepare(Fresh.expired()));
    assertThat(count(tenant)).isZero();
  }
}
