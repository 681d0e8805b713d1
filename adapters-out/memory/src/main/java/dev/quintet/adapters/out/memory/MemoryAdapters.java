package dev.quintet.adapters.out.memory;

import java.time.Clock;
import java.util.List;

/** What a service over memory stands on. Who adds an adapter adds it here, for every inbound test. */
public final class MemoryAdapters {

  private MemoryAdapters() {}

  /**
   * An adapter of every port.
   *
   * @param ticks of which bars are made
   * @param usage in which writes are metered
   */
  public static List<Object> ofEveryPort(
      Clock clock, MemoryTickStore ticks, MemoryUsageLedger usage) {
    MemoryOnce once = new MemoryOnce(usage);
    MemorySubscriptionStore subscriptions = new MemorySubscriptionStore(once);
    MemoryUserStore users = new MemoryUserStore(once);
    MemoryAccountStore accounts = users.accounts();
    MemoryOutboxStore outbox = new MemoryOutboxStore(clock);
    MemoryAccountEntryLog entries = new MemoryAccountEntryLog(accounts, once);
    MemoryFillLog fills = new MemoryFillLog(accounts, entries, once, outbox);
    MemoryFillIndex fillIndex = new MemoryFillIndex();
    MemoryBarStore bars = new MemoryBarStore(ticks);
    MemoryPatternIndex patterns = new MemoryPatternIndex();
    return List.of(
        users,
        outbox,
        new MemoryReceiptStore(outbox),
        fillIndex,
        fillIndex.generations(),
        patterns,
        patterns.generations(),
        new MemoryFillAuditIndex(fillIndex),
        new MemoryRebuildStore(),
        new MemoryFillAuditLog(fills, outbox),
        new MemoryTradeEventLog(fills),
        new MemoryComparisonStore(),
        new MemoryUserEpochStore(users),
        accounts,
        entries,
        fills,
        new MemoryPositionStore(accounts, fills),
        new MemoryPositionIndex(),
        new MemoryAccountHistoryStore(accounts, entries, fills),
        new MemorySignalLog(once, outbox),
        new MemorySignalIndex(),
        new MemoryLatestSignalIndex(),
        new MemoryPredictionLog(users, once, outbox),
        new MemoryPredictionIndex(),
        new MemoryLatestPredictionIndex(),
        new MemoryDecisionLog(users, once, outbox),
        new MemoryDecisionIndex(),
        new MemoryMarginStore(accounts, entries, fills, once, outbox),
        new MemoryPreferenceStore(users),
        new MemoryNotificationLog(users, once),
        new MemoryRiskLog(users, once),
        new MemorySessionStore(clock),
        ticks,
        usage,
        once,
        new MemoryTenantStore(),
        new MemoryPlanStore(),
        new MemoryQuarantineStore(),
        new MemoryJobStore(clock),
        subscriptions,
        new MemoryEnrolmentStore(subscriptions, clock.instant()),
        new MemoryTermsStore(once, subscriptions),
        new MemoryApiKeyStore(),
        new MemoryBaselineStore(),
        bars,
        new MemoryPriceRangeStore(bars),
        new MemoryMarketSessionStore(),
        new MemoryStatementStore(),
        new MemoryQuotaLog(),
        new MemoryTickVersionStore(ticks),
        new MemorySymbolLedger(Long.MAX_VALUE),
        new MemoryQuoteCache(clock));
  }
}
