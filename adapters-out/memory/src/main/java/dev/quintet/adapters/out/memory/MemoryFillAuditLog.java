package dev.quintet.adapters.out.memory;

import dev.quintet.domain.operations.OutboxStore;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.trades.Audited;
import dev.quintet.domain.trades.DayCheck;
import dev.quintet.domain.trades.FillAuditLog;
import dev.quintet.domain.trades.FillChange;
import dev.quintet.domain.trades.FillPrint;
import dev.quintet.domain.trades.RecordedFill;
import dev.quintet.domain.trades.Trade;
import dev.quintet.domain.trades.TradeFilter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The fills of a log, and what waits of them in an outbox. */
public final class MemoryFillAuditLog implements FillAuditLog {

  private final MemoryFillLog log;
  private final MemoryOutboxStore outbox;

  public MemoryFillAuditLog(MemoryFillLog log, MemoryOutboxStore outbox) {
    this.log = log;
    this.outbox = outbox;
  }

  private MemoryAudit of(TenantId tenant, Audited what) {
    List<RecordedFill> fills = log.recorded(tenant);
    return switch (what) {
      case FILLS -> new MemoryAudit(fills, List.of());
      case TRADES -> new MemoryAudit(List.of(), closed(tenant, fills));
    };
  }

  @Override
  public Optional<Instant> next(
      TenantId tenant, Audited what, Instant from, Deadline deadline) {
    MemoryFailures.check(deadline);
    return of(tenant, what).within(from, Instant.MAX).times().min(Instant::compareTo);
  }

  @Override
  public Map<LocalDate, DayCheck> check(
      TenantId tenant, Audited what, LocalDate from, LocalDate to, Deadline deadline) {
    MemoryFailures.check(deadline);
    return of(tenant, what).within(MemoryAudit.start(from), MemoryAudit.start(to)).check();
  }

  @Override
  public List<FillPrint> prints(
      TenantId tenant,
      Audited what,
      String store,
      Instant from,
      Instant to,
      int most,
      Deadline deadline) {
    MemoryFailures.check(deadline);
    Set<String> waiting = outbox.waiting(new OutboxStore.Lane(tenant, store), FillChange.KIND);
    return of(tenant, what)
        .within(from, to)
        .prints(List.copyOf(waiting))
        .limit(most)
        .toList();
  }

  @Override
  public Set<String> pending(TenantId tenant, String store, Deadline deadline) {
    MemoryFailures.check(deadline);
    return outbox.waiting(new OutboxStore.Lane(tenant, store), FillChange.KIND).stream()
        .map(it -> it.substring(0, it.indexOf('/')))
        .collect(Collectors.toSet());
  }

  @Override
  public List<Trade> trades(TenantId tenant, List<RecordedFill> fills, Deadline deadline) {
    MemoryFailures.check(deadline);
    return closed(tenant, fills);
  }

  private List<Trade> closed(TenantId tenant, List<RecordedFill> fills) {
    Set<String> keys =
        fills.stream().map(it -> FillPrint.of(it, false).key()).collect(Collectors.toSet());
    return log.courses(tenant, TradeFilter.ALL).stream()
        .flatMap(course -> log.trades(tenant, course).stream())
        .filter(it -> keys.contains(it.closed() + "@" + it.position().account()))
        .map(it -> it.at(log.last(tenant, it.position().account())))
        .toList();
  }

  @Override
  public long count(TenantId tenant, Deadline deadline) {
    MemoryFailures.check(deadline);
    return log.recorded(tenant).size();
  }

  @Override
  public List<RecordedFill> find(TenantId tenant, List<FillPrint> some, Deadline deadline) {
    MemoryFailures.check(deadline);
    Set<String> keys = some.stream().map(FillPrint::key).collect(Collectors.toSet());
    return log.recorded(tenant).stream()
        .filter(it -> keys.contains(FillPrint.of(it, false).key()))
        .toList();
  }
}
