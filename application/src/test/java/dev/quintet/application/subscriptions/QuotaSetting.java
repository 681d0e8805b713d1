package dev.quintet.application.subscriptions;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.Subscriptions;
import dev.quintet.adapters.out.memory.MemoryOnce;
import dev.quintet.adapters.out.memory.MemoryPlanStore;
import dev.quintet.adapters.out.memory.MemoryQuotaLog;
import dev.quintet.adapters.out.memory.MemorySubscriptionStore;
import dev.quintet.adapters.out.memory.MemoryTenantStore;
import dev.quintet.adapters.out.memory.MemoryTermsStore;
import dev.quintet.adapters.out.memory.MemoryUsageLedger;
import dev.quintet.application.tenancy.Access;
import dev.quintet.application.tenancy.KnownUsers;
import dev.quintet.application.tenancy.UserEpochs;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.subscriptions.Limit;
import dev.quintet.domain.subscriptions.PlanOverride;
import dev.quintet.domain.subscriptions.UsageEvent;
import dev.quintet.domain.subscriptions.UsageSpan;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores in memory, with a tenant whose limits a test says, and quotas of one or more processes on them. */
final class QuotaSetting {

  static final TenantId ACME = new TenantId("acme");
  static final Subject SUBJECT = new Subject(ACME, new ServiceName("engine"), null);

  volatile Instant now = Instant.parse("2026-02-20T04:05:06Z");
  final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  final MemoryUsageLedger ledger = new MemoryUsageLedger(clock);
  final MemoryOnce once = new MemoryOnce(ledger);
  final MemorySubscriptionStore subscriptions = new MemorySubscriptionStore(once);
  final MemoryTermsStore terms = new MemoryTermsStore(once, subscriptions);
  final MemoryTenantStore tenants = new MemoryTenantStore();
  final MemoryQuotaLog warnings = new MemoryQuotaLog();

  QuotaSetting(Limit... limits) {
    tenants.register(
        new Tenant(ACME, "Acme", Tier.ENTERPRISE, Tenant.State.ACTIVE, Instant.EPOCH),
        Fresh.deadline());
    limit(null, limits);
  }

  void limit(@Nullable UserId user, Limit... limits) {
    terms.override(
        ACME,
        Subscriptions.write(ACME, Fresh.unique()),
        new PlanOverride(
            ACME, user, 1, Instant.EPOCH, null, null, List.of(), List.of(limits), List.of()),
        Fresh.deadline());
  }

  /** All users are active. */
  Access access() {
    return new Access(tenants, new UserEpochs(KnownUsers.ANY));
  }

  /** Those of a process. */
  Quotas quotas() {
    return new Quotas(
        new TermsReading(new MemoryPlanStore(), terms, clock), tenants, ledger, warnings, clock);
  }

  /** Records what a process has admitted. */
  void record(Quotas by, Subject subject, UsageType type, long count) {
    ledger.append(
        List.of(new UsageEvent(UUID.randomUUID(), subject, type, count, now)), Fresh.deadline());
    by.recorded(subject, type, count);
  }

  long used(UsageType type) {
    UsageSpan month =
        new UsageSpan(ACME, null, LocalDate.parse("2026-02-01"), LocalDate.parse("2026-03-01"));
    return ledger.used(List.of(month), Fresh.deadline()).getFirst().getOrDefault(type, 0L);
  }
}
