package dev.quintet.adapters.out.contract;

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
import dev.quintet.domain.subscriptions.UsageSpan;
import dev.quintet.domain.subscriptions.UsageTotal;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** In which period a {@link UsageLedger} books, and that its sums are those of its events. */
interface UsageBookingContract {

  /** Of UTC. */
  LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

  /** Long over, so that whatever is recorded for it is a correction, and in a period that is open. */
  Instant PAST = TODAY.minusDays(1).atTime(4, 5, 6, 789_012_000).toInstant(ZoneOffset.UTC);

  /** In a period that is closed. */
  Instant CLOSED = PAST.minus(Duration.ofDays(70));

  UsageLedger ledger();

  /** A new tenant that the ledger accepts. */
  TenantId newTenant();

  default UsageEvent event(TenantId tenant, UsageType type, long count, Instant at) {
    return new UsageEvent(UUID.randomUUID(), Fresh.subject(tenant), type, count, at);
  }

  default void append(UsageEvent... events) {
    ledger().append(List.of(events), Fresh.deadline());
  }

  default UsageQuery query(
      @Nullable TenantId tenant, @Nullable UsageType type, UsageGrouping... groups) {
    return new UsageQuery(
        tenant,
        null,
        null,
        type,
        Instant.now().minus(Duration.ofDays(30)),
        Instant.now().plus(Duration.ofDays(1)),
        Set.of(groups));
  }

  default UsageQuery between(TenantId tenant, Instant from, Instant to) {
    return new UsageQuery(tenant, null, null, null, from, to, Set.of());
  }

  default List<UsageTotal> totals(UsageQuery query) {
    return ledger().totals(query, null, 1_000, Fresh.deadline()).page().items();
  }

  default List<RecordedUsage> exported(@Nullable Cursor from, int limit) {
    return PagingContract.all(
        (after, most) ->
            ledger().events(after == null ? from : after, most, Fresh.deadline()).page(),
        limit);
  }

  /** A closed period is as it was when it was closed, whatever comes later and however often. */
  @Test
  default void whatComesAfterTheCloseIsBookedNowAndNamesItsPeriod() {
    TenantId tenant = newTenant();
    BillingPeriod closed = BillingPeriod.of(CLOSED);
    UsageEvent late = event(tenant, UsageType.API_CALLS, 3, CLOSED);
    Instant before = Instant.now().truncatedTo(ChronoUnit.MICROS);
    append(late);
    append(late, event(tenant, UsageType.API_CALLS, 5, PAST), late);

    assertThat(totals(between(tenant, closed.start(), closed.end()))).isEmpty();
    assertThat(totals(query(tenant, null, UsageGrouping.CORRECTS)))
        .extracting(UsageTotal::corrects, UsageTotal::count, UsageTotal::corrections)
        .containsExactly(tuple(null, 5L, 5L), tuple(closed, 3L, 3L));
    RecordedUsage exported =
        exported(null, 1_000).stream()
            .filter(it -> it.event().id().equals(late.id()))
            .findFirst()
            .orElseThrow();
    assertThat(exported.event().at()).isEqualTo(CLOSED);
    assertThat(exported.corrects()).isEqualTo(closed);
    assertThat(exported.bookedAt()).isBetween(before, Instant.now());
    assertThat(exported.period()).isEqualTo(BillingPeriod.of(exported.bookedAt()));
  }

  /** Whole days are read from sums and parts of days from events: no seam shows. */
  @Test
  default void totalsOfAnyTimesAreTheSumOfTheirEvents() {
    TenantId tenant = newTenant();
    Instant start = TODAY.minusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    List<Instant> times = new ArrayList<>();
    for (long minute : new long[] {0, 1, 719, 720, 1_439, 1_440}) {
      times.add(start.plus(Duration.ofMinutes(minute)));
    }
    times.add(start.plus(Duration.ofDays(1)).minusNanos(1_000));
    for (int i = 0; i < times.size(); i++) {
      append(event(tenant, UsageType.API_CALLS, 1L << i, times.get(i)));
    }
    List<Instant> bounds = new ArrayList<>(times);
    bounds.add(start.minusSeconds(1));
    bounds.add(start.plus(Duration.ofDays(2)));
    for (Instant from : bounds) {
      for (Instant to : bounds) {
        if (from.isBefore(to)) {
          long expected = 0;
          for (int i = 0; i < times.size(); i++) {
            boolean within = !times.get(i).isBefore(from) && times.get(i).isBefore(to);
            expected += within ? 1L << i : 0;
          }
          assertThat(totals(between(tenant, from, to)).stream().mapToLong(UsageTotal::count).sum())
              .as("%s to %s", from, to)
              .isEqualTo(expected);
        }
      }
    }
  }

  @Test
  default void sumsAreThoseOfTheEvents() {
    TenantId tenant = newTenant();
    append(
        event(tenant, UsageType.API_CALLS, 1, PAST), event(tenant, UsageType.API_CALLS, 1, CLOSED));
    BillingPeriod running = BillingPeriod.of(Instant.now());
    assertThat(ledger().drift(running, Fresh.deadline())).isZero();
    assertThat(ledger().drift(BillingPeriod.of(CLOSED), Fresh.deadline())).isZero();
  }

  @Test
  default void whatWasUsedInSpansIsToldByTypeInTheirOrder() {
    TenantId one = newTenant();
    TenantId other = newTenant();
    UserId ann = new UserId("ann");
    append(
        event(one, UsageType.API_CALLS, 1, PAST),
        event(one, UsageType.TICKS_PROCESSED, 2, PAST),
        new UsageEvent(
            UUID.randomUUID(), new Subject(one, new ServiceName("ml"), ann), UsageType.API_CALLS, 4,
            PAST),
        event(other, UsageType.API_CALLS, 8, TODAY.atStartOfDay(ZoneOffset.UTC).toInstant()));
    LocalDate day = TODAY.minusDays(1);
    assertThat(
            ledger()
                .used(
                    List.of(
                        new UsageSpan(other, null, day, TODAY.plusDays(1)),
                        new UsageSpan(one, ann, day, TODAY),
                        new UsageSpan(other, null, day, TODAY),
                        new UsageSpan(one, null, day, TODAY)),
                    Fresh.deadline()))
        .containsExactly(
            Map.of(UsageType.API_CALLS, 8L),
            Map.of(UsageType.API_CALLS, 4L),
            Map.of(),
            Map.of(UsageType.API_CALLS, 5L, UsageType.TICKS_PROCESSED, 2L));
    assertThat(ledger().used(List.of(), Fresh.deadline())).isEmpty();
  }

  @Test
  default void monthsAheadAreReadyHoweverOftenTheyAreAskedFor() {
    assertThat(ledger().prepare(Fresh.deadline())).isEqualTo(UsageLedger.MONTHS_AHEAD);
    assertThat(ledger().prepare(Fresh.deadline())).isEqualTo(UsageLedger.MONTHS_AHEAD);
  }
}
