package dev.quintet.adapters.out.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.subscriptions.RecordedUsage;
import dev.quintet.domain.subscriptions.UsageGrouping;
import dev.quintet.domain.subscriptions.UsageLedger;
import dev.quintet.domain.subscriptions.UsageQuery;
import dev.quintet.domain.subscriptions.UsageTotal;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.writes.Once;
import dev.quintet.domain.writes.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** That {@link Once} meters what it records, once and together with it; part of its contract. */
interface OnceMeteringContract extends WritesContract {

  /** Where it meters. */
  UsageLedger usage();

  private static Write write(Subject subject, Write.@Nullable Usage usage) {
    return new Write(subject, "note", Fresh.unique(), "0".repeat(64), Instant.now(), "1", usage);
  }

  private static Write write(TenantId tenant, UsageType type, long count) {
    return write(Fresh.subject(tenant), new Write.Usage(type, count));
  }

  private static List<Write> writes(TenantId tenant, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> write(tenant, UsageType.TICKS_PROCESSED, 10))
        .toList();
  }

  private void record(List<Write> writes) {
    record(writes, fresh -> {});
  }

  private List<UsageTotal> totals(TenantId tenant) {
    Instant now = Instant.now();
    UsageQuery query =
        new UsageQuery(
            tenant,
            null,
            null,
            null,
            now.minus(Duration.ofDays(1)),
            now.plus(Duration.ofDays(1)),
            Set.of(UsageGrouping.values()));
    return usage().totals(query, null, 100, Fresh.deadline()).page().items();
  }

  private long metered(TenantId tenant) {
    return totals(tenant).stream().mapToLong(UsageTotal::count).sum();
  }

  @Test
  default void noRecordedWriteIsWithoutItsUsage() {
    record(writes(newTenant(), 3));
    record(List.of(write(newTenant(), UsageType.TICKS_PROCESSED, 0)));
    record(List.of(write(Fresh.subject(newTenant()), null)));

    UsageLedger.Reconciliation found = usage().reconcile(Duration.ofDays(10_000), Fresh.deadline());

    assertThat(found.unbilled()).isZero();
    assertThat(found.completeUntil()).isBefore(Instant.now());
  }

  @Test
  default void aWriteIsMeteredOnceHoweverOftenItIsSent() {
    List<Write> given = writes(newTenant(), 3);
    TenantId tenant = given.getFirst().tenant();
    record(given.subList(0, 2));
    assertThat(metered(tenant)).isEqualTo(20);
    record(given);
    assertThat(metered(tenant)).isEqualTo(30);
    record(List.of(given.getFirst(), given.getFirst()));
    assertThat(metered(tenant)).isEqualTo(30);
  }

  @Test
  default void aWriteThatIsGivenTwiceIsMeteredOnce() {
    Write write = write(newTenant(), UsageType.TICKS_PROCESSED, 7);
    record(List.of(write, write));
    assertThat(metered(write.tenant())).isEqualTo(7);
  }

  @Test
  default void whatCountsNothingOrFailsIsNotMetered() {
    TenantId tenant = newTenant();
    record(List.of(write(tenant, UsageType.TICKS_PROCESSED, 0)));
    record(List.of(write(Fresh.subject(tenant), null)));
    assertThatThrownBy(
            () ->
                record(
                    writes(tenant, 2),
                    fresh -> {
                      throw new IllegalStateException("broken");
                    }))
        .hasMessage("broken");
    assertThat(totals(tenant)).isEmpty();
  }

  @Test
  default void writesOfOneCallAreMeteredEachForItsTenantUserAndType() {
    TenantId one = newTenant();
    TenantId other = newTenant();
    ServiceName engine = new ServiceName("engine");
    UserId ann = new UserId("ann@example.com");
    List<Write> given = new ArrayList<>(writes(one, 3));
    given.addAll(writes(other, 2));
    given.add(write(one, UsageType.API_CALLS, 5));
    given.add(write(new Subject(one, engine, ann), new Write.Usage(UsageType.TICKS_PROCESSED, 4)));
    Collections.shuffle(given);
    record(given);
    assertThat(metered(other)).isEqualTo(20);
    assertThat(totals(one))
        .extracting(UsageTotal::type, UsageTotal::user, UsageTotal::count)
        .containsExactlyInAnyOrder(
            tuple(UsageType.TICKS_PROCESSED, null, 30L),
            tuple(UsageType.API_CALLS, null, 5L),
            tuple(UsageType.TICKS_PROCESSED, ann, 4L));
  }

  @Test
  default void theWritesOfOneSubjectAndTypeAreOneEvent() {
    TenantId tenant = newTenant();
    record(writes(tenant, 1_000));
    List<RecordedUsage> events =
        PagingContract.all(
            (after, limit) -> usage().events(after, limit, Fresh.deadline()).page(), 1_000);
    assertThat(events)
        .filteredOn(it -> it.event().subject().tenant().equals(tenant))
        .extracting(it -> it.event().count())
        .containsExactly(10_000L);
  }
}
