package dev.quintet.adapters.out.memory;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.trades.DayCheck;
import dev.quintet.domain.trades.FillChange;
import dev.quintet.domain.trades.FillIndex;
import dev.quintet.domain.trades.FillPrint;
import dev.quintet.domain.trades.Performance;
import dev.quintet.domain.trades.RecordedFill;
import dev.quintet.domain.trades.Trade;
import dev.quintet.domain.trades.TradeFilter;
import dev.quintet.domain.trades.TradeId;
import dev.quintet.domain.users.AccountId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Fills by their identity; a store beside that of the record. */
public final class MemoryFillIndex implements FillIndex {

  private static final StoreName STORE = new StoreName("index", "index.access");

  private record Key(TenantId tenant, AccountId account, TradeId trade) {}

  private record TradeKey(TenantId tenant, AccountId account, TradeId closed, Instant at) {}

  private final Map<Key, RecordedFill> all = new HashMap<>();
  private final Map<TradeKey, Trade> trades = new HashMap<>();

  @Override
  public StoreName store() {
    return STORE;
  }

  @Override
  public synchronized void put(
      TenantId tenant, List<FillChange.Recorded> fills, Deadline deadline) {
    MemoryFailures.check(deadline);
    for (FillChange.Recorded recorded : fills) {
      RecordedFill fill = recorded.fill();
      recorded.trades().forEach(trade -> put(tenant, trade));
      RecordedFill unused =
          all.merge(
              new Key(tenant, fill.fill().account(), fill.fill().id()),
              fill,
              (before, put) -> put.sequence() > before.sequence() ? put : before);
    }
  }

  private void put(TenantId tenant, Trade trade) {
    Trade unused =
        trades.merge(
            new TradeKey(tenant, trade.position().account(), trade.closed(), trade.closedAt()),
            trade,
            (before, put) -> put.sequence() >= before.sequence() ? put : before);
  }

  @Override
  public synchronized List<Performance> performance(
      TenantId tenant, TradeFilter filter, Performance.Grouping by, Deadline deadline) {
    MemoryFailures.check(deadline);
    return MemoryPerformance.of(
        trades.entrySet().stream()
            .filter(it -> it.getKey().tenant().equals(tenant))
            .map(Map.Entry::getValue)
            .toList(),
        filter,
        by);
  }

  @Override
  public synchronized Map<LocalDate, DayCheck> check(
      TenantId tenant, LocalDate from, LocalDate to, Deadline deadline) {
    MemoryFailures.check(deadline);
    return DayCheck.byDay(within(tenant, start(from), start(to)).toList());
  }

  static Instant start(LocalDate day) {
    return day.atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  private Stream<RecordedFill> within(TenantId tenant, Instant from, Instant to) {
    return all.entrySet().stream()
        .filter(it -> it.getKey().tenant().equals(tenant))
        .map(Map.Entry::getValue)
        .filter(it -> !it.annulled())
        .filter(it -> !it.fill().at().isBefore(from) && it.fill().at().isBefore(to));
  }

  @Override
  public synchronized Optional<Instant> next(TenantId tenant, Instant from, Deadline deadline) {
    MemoryFailures.check(deadline);
    return within(tenant, from, Instant.MAX).map(it -> it.fill().at()).min(Instant::compareTo);
  }

  @Override
  public synchronized List<FillPrint> prints(
      TenantId tenant, Instant from, Instant to, int most, Deadline deadline) {
    MemoryFailures.check(deadline);
    return within(tenant, from, to).limit(most).map(it -> FillPrint.of(it, false)).toList();
  }

  @Override
  public synchronized void remove(
      TenantId tenant, Instant from, Instant to, List<FillPrint> some, Deadline deadline) {
    MemoryFailures.check(deadline);
    Set<Long> hashes = some.stream().map(FillPrint::hash).collect(Collectors.toSet());
    List<RecordedFill> gone =
        within(tenant, from, to).filter(it -> hashes.contains(DayCheck.hash(it))).toList();
    gone.forEach(it -> all.remove(new Key(tenant, it.fill().account(), it.fill().id())));
  }
}
