package dev.quintet.adapters.out.memory;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.trades.DayCheck;
import dev.quintet.domain.trades.FillChange;
import dev.quintet.domain.trades.FillIndex;
import dev.quintet.domain.trades.Performance;
import dev.quintet.domain.trades.RecordedFill;
import dev.quintet.domain.trades.Trade;
import dev.quintet.domain.trades.TradeFilter;
import dev.quintet.domain.trades.TradeId;
import dev.quintet.domain.users.AccountId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Fills by their identity; a store beside that of the record. */
public final class MemoryFillIndex implements FillIndex {

  static final StoreName STORE = new StoreName("index", "index.access");

  private record Key(TenantId tenant, long generation, AccountId account, TradeId trade) {

    static Key of(TenantId tenant, long generation, RecordedFill fill) {
      return new Key(tenant, generation, fill.fill().account(), fill.fill().id());
    }
  }

  private record TradeKey(
      TenantId tenant, long generation, AccountId account, TradeId closed, Instant at) {}

  private final MemoryGenerationIndex generations =
      new MemoryGenerationIndex(PROJECTION, this::clear);
  private final Map<Key, RecordedFill> all = new HashMap<>();
  private final Map<TradeKey, Trade> trades = new HashMap<>();

  public MemoryGenerationIndex generations() {
    return generations;
  }

  @Override
  public StoreName store() {
    return STORE;
  }

  @Override
  public synchronized void put(
      TenantId tenant, List<FillChange.Recorded> fills, Deadline deadline) {
    generations
        .live(tenant)
        .forEach(generation -> build(tenant, generation, fills, deadline));
  }

  @Override
  public synchronized void build(
      TenantId tenant, long generation, List<FillChange.Recorded> fills, Deadline deadline) {
    MemoryFailures.check(deadline);
    for (FillChange.Recorded recorded : fills) {
      RecordedFill fill = recorded.fill();
      recorded.trades().forEach(trade -> put(tenant, generation, trade));
      RecordedFill unused =
          all.merge(
              Key.of(tenant, generation, fill),
              fill,
              (before, put) -> put.sequence() > before.sequence() ? put : before);
    }
  }

  private void put(TenantId tenant, long generation, Trade trade) {
    Trade unused =
        trades.merge(
            new TradeKey(
                tenant,
                generation,
                trade.position().account(),
                trade.closed(),
                trade.closedAt()),
            trade,
            (before, put) -> put.sequence() >= before.sequence() ? put : before);
  }

  @Override
  public synchronized List<Performance> performance(
      TenantId tenant, TradeFilter filter, Performance.Grouping by, Deadline deadline) {
    MemoryFailures.check(deadline);
    long shown = generations.shown(tenant);
    return MemoryPerformance.of(
        trades.entrySet().stream()
            .filter(it -> it.getKey().tenant.equals(tenant) && it.getKey().generation == shown)
            .map(Map.Entry::getValue)
            .toList(),
        filter,
        by);
  }

  private synchronized void clear(TenantId tenant, long shown) {
    all.keySet().removeIf(key -> key.tenant.equals(tenant) && key.generation < shown);
    trades.keySet().removeIf(key -> key.tenant.equals(tenant) && key.generation < shown);
  }

  @Override
  public synchronized Map<LocalDate, DayCheck> check(
      TenantId tenant, LocalDate from, LocalDate to, Deadline deadline) {
    MemoryFailures.check(deadline);
    return new MemoryAudit(shown(tenant), List.of())
        .within(MemoryAudit.start(from), MemoryAudit.start(to))
        .check();
  }

  synchronized List<RecordedFill> shown(TenantId tenant) {
    long shown = generations.shown(tenant);
    return all.entrySet().stream()
        .filter(it -> it.getKey().tenant.equals(tenant) && it.getKey().generation == shown)
        .map(Map.Entry::getValue)
        .filter(it -> !it.annulled())
        .toList();
  }

  /** Those that close something. */
  synchronized List<Trade> shownTrades(TenantId tenant) {
    long shown = generations.shown(tenant);
    return trades.entrySet().stream()
        .filter(it -> it.getKey().tenant.equals(tenant) && it.getKey().generation == shown)
        .map(Map.Entry::getValue)
        .filter(it -> !it.parts().isEmpty())
        .toList();
  }

  synchronized void remove(
      TenantId tenant, List<RecordedFill> goneFills, List<Trade> goneTrades) {
    all.entrySet()
        .removeIf(
            it -> it.getKey().tenant.equals(tenant) && goneFills.contains(it.getValue()));
    trades
        .entrySet()
        .removeIf(
            it -> it.getKey().tenant.equals(tenant) && goneTrades.contains(it.getValue()));
  }
}
