package dev.quintet.adapters.out.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.domain.marketdata.BatchEntry;
import dev.quintet.domain.marketdata.BatchLedger;
import dev.quintet.domain.subscriptions.UsageLedger;
import dev.quintet.domain.subscriptions.UsageQuery;
import dev.quintet.domain.subscriptions.UsageTotal;
import dev.quintet.domain.subscriptions.UsageType;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** That a {@link BatchLedger} meters what it records, once and together with it. */
public interface BatchMeteringContract {

  BatchLedger ledger();

  /** Where the ledger records what was used. */
  UsageLedger usage();

  /** A new tenant that the ledger accepts. */
  TenantId newTenant();

  private static BatchEntry entry(TenantId tenant, BatchEntry.Kind kind, int accepted) {
    return new BatchEntry(
        Fresh.subject(tenant),
        Fresh.batch(),
        kind,
        "0".repeat(64),
        accepted,
        2,
        Instant.parse("2026-02-03T04:05:06.789012Z"));
  }

  private static List<BatchEntry> entries(TenantId tenant, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> entry(tenant, BatchEntry.Kind.TICKS, 10))
        .toList();
  }

  private void record(List<BatchEntry> entries) {
    var unused = ledger().record(entries, fresh -> {}, Fresh.deadline());
  }

  /** The metered ticks of a tenant. */
  private long metered(TenantId tenant) {
    Instant now = Instant.now();
    UsageQuery query =
        new UsageQuery(
            tenant,
            null,
            null,
            UsageType.TICKS_PROCESSED,
            now.minus(Duration.ofDays(1)),
            now.plus(Duration.ofDays(1)),
            Set.of());
    return usage().totals(query, null, 10, Fresh.deadline()).page().items().stream()
        .mapToLong(UsageTotal::count)
        .sum();
  }

  @Test
  default void noRecordedBatchIsWithoutItsUsage() {
    record(entries(newTenant(), 3));
    record(List.of(entry(newTenant(), BatchEntry.Kind.TICKS, 0)));
    record(List.of(entry(newTenant(), BatchEntry.Kind.BARS, 3)));

    UsageLedger.Reconciliation found =
        usage().reconcile(Duration.ofDays(10_000), Fresh.deadline());

    assertThat(found.unbilled()).isZero();
    assertThat(found.completeUntil()).isBefore(Instant.now());
  }

  @Test
  default void theTicksOfABatchAreMeteredOnceHoweverOftenItIsSent() {
    List<BatchEntry> given = entries(newTenant(), 3);
    TenantId tenant = given.getFirst().tenant();
    record(given.subList(0, 2));
    assertThat(metered(tenant)).isEqualTo(20);
    record(given);
    assertThat(metered(tenant)).isEqualTo(30);
  }

  @Test
  default void whatIsRefusedOrFailsIsNotMetered() {
    TenantId tenant = newTenant();
    record(List.of(entry(tenant, BatchEntry.Kind.TICKS, 0)));
    assertThatThrownBy(
            () ->
                ledger()
                    .record(
                        entries(tenant, 2),
                        fresh -> {
                          throw new IllegalStateException("broken");
                        },
                        Fresh.deadline()))
        .hasMessage("broken");
    assertThat(metered(tenant)).isZero();
  }

  @Test
  default void importedBarsAreNotTicks() {
    TenantId tenant = newTenant();
    record(List.of(entry(tenant, BatchEntry.Kind.BARS, 10)));
    assertThat(metered(tenant)).isZero();
  }

  @Test
  default void batchesOfOneCallAreMeteredEachForItsTenant() {
    TenantId one = newTenant();
    TenantId other = newTenant();
    List<BatchEntry> given = new ArrayList<>(entries(one, 3));
    given.addAll(entries(other, 2));
    Collections.shuffle(given);
    record(given);
    assertThat(metered(one)).isEqualTo(30);
    assertThat(metered(other)).isEqualTo(20);
  }
}
