package dev.quintet.application.marketdata;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.Read;
import dev.quintet.adapters.out.memory.MemoryQuoteCache;
import dev.quintet.adapters.out.memory.MemorySymbolLedger;
import dev.quintet.adapters.out.memory.MemoryTenantStore;
import dev.quintet.application.shared.FairShares;
import dev.quintet.application.tenancy.Access;
import dev.quintet.application.tenancy.KnownUsers;
import dev.quintet.application.tenancy.UserEpochs;
import dev.quintet.application.tenancy.UsageAdmission;
import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.marketdata.TickBatch;
import dev.quintet.domain.marketdata.TickQuery;
import dev.quintet.domain.marketdata.TimeRange;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantScope;
import dev.quintet.domain.tenancy.Tier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Stores in memory with faults on demand, and active tenants, for the tests of an activity. */
final class Setting {

  /** A batch that waits for a writer. */
  static PendingBatch pending(TenantId tenant, TickBatch batch) {
    return new PendingBatch(
        new Tenant(tenant, "Acme", Tier.PRO, Tenant.State.ACTIVE, T),
        batch,
        new PendingBatch.Origin(
            Fresh.subject(tenant), System.nanoTime(), Fresh.deadline(), new WaitingSender()),
        ended -> {});
  }

  static final Instant NOW = Instant.parse("2026-02-03T04:05:06.789012Z");

  /** Event times of the tests. */
  static final Instant T = Instant.parse("2024-05-08T09:30:00Z");

  final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  final WatchedTickStore ticks = new WatchedTickStore();
  final WatchedTickVersionStore versions = new WatchedTickVersionStore(ticks);
  final WatchedOnce ledger = new WatchedOnce();
  final MemoryQuoteCache quotes = new MemoryQuoteCache(clock);
  final MemoryTenantStore tenantStore = new MemoryTenantStore();
  final Access access = new Access(tenantStore, new UserEpochs(KnownUsers.ANY));
  UsageAdmission quotas = UsageAdmission.UNLIMITED;

  /** How many symbols an owner may have. */
  long mostSymbols = Long.MAX_VALUE;

  final FairShares reads = new FairShares("reads at the same time", 4, 2);

  static IngestionSettings quick() {
    return new IngestionSettings(
        2, 1_000, 500, Duration.ofMillis(5), 200_000, 150_000, Duration.ofSeconds(30));
  }

  TickIngestion ingestion(IngestionSettings settings) {
    return new TickIngestion(
        new BlockWriter(ticks, versions, ledger, quotes, symbols()), access, quotas, new ReceiptClock(clock),
        settings);
  }

  HeldSymbols symbols() {
    return new HeldSymbols(new MemorySymbolLedger(mostSymbols), ticks.ticks, quotas);
  }

  /** An active tenant that nobody else has. */
  TenantId tenant() {
    TenantId id = Fresh.tenant();
    tenantStore.register(
        new Tenant(id, "Acme", Tier.PRO, Tenant.State.PROVISIONING, NOW), Fresh.deadline());
    tenantStore.provision(id, Fresh.deadline());
    return id;
  }

  static Principal service(TenantId tenant) {
    return principal(Role.SERVICE, tenant);
  }

  static Principal principal(Role role, TenantId tenant) {
    return new Principal("test", role, new TenantScope.One(tenant), ServiceName.of(role));
  }

  /** The symbol's ticks, straight from the store. */
  List<Tick> stored(TenantId tenant, String symbol) {
    return Read.ticks(
        ticks.ticks,
        tenant,
        new TickQuery(
            new Symbol(symbol),
            null,
            new TimeRange(EventTime.MIN, EventTime.END),
            null,
            null));
  }

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static ProblemException unavailable() {
    return new ProblemException(new Problem.Unavailable("clickhouse"));
  }

  static ProblemException unknown() {
    return new ProblemException(new Problem.OutcomeUnknown("storing"));
  }
}
