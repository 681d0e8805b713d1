package dev.quintet.adapters.out.memory;

import dev.quintet.domain.operations.OutboxStore;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.trades.DayCheck;
import dev.quintet.domain.trades.FillAuditLog;
import dev.quintet.domain.trades.FillChange;
import dev.quintet.domain.trades.FillPrint;
import dev.quintet.domain.trades.RecordedFill;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The fills of a log, and what waits of them in an outbox. */
public final class MemoryFillAuditLog implements FillAuditLog {

  private final MemoryFillLog log;
  private final MemoryOutboxStore outbox;

  public MemoryFillAuditLog(MemoryFillLog log, MemoryOutboxStore outbox) {
    this.log = log;
    this.outbox = outbox;
  }

  private Stream<RecordedFill> within(TenantId tenant, Instant from, Instant to) {
    return log.recorded(tenant).stream()
        .filter(it -> !it.fill().at().isBefore(from) && it.fill().at().isBefore(to));
  }

  @Override
  public Optional<Instant> next(TenantId tenant, Instant from, Deadline deadline) {
    MemoryFailures.check(deadline);
    return within(tenant, from, Instant.MAX).map(it -> it.fill().at()).min(Instant::compareTo);
  }

  @Override
  public Map<LocalDate, DayCheck> check(
      TenantId tenant, LocalDate from, LocalDate to, Deadline deadline) {
    MemoryFailures.check(deadline);
    return DayCheck.byDay(
        within(tenant, MemoryFillIndex.start(from), MemoryFillIndex.start(to)).toList());
  }

  @Override
  public List<FillPrint> prints(
      TenantId tenant, String store, Instant from, Instant to, int most, Deadline deadline) {
    MemoryFailures.check(deadline);
    Set<String> waiting = outbox.waiting(new OutboxStore.Lane(tenant, store), FillChange.KIND);
    return within(tenant, from, to)
        .limit(most)
        .map(
            it ->
                FillPrint.of(
                    it, waiting.contains(it.fill().account() + "/" + it.sequence())))
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
  public List<RecordedFill> find(TenantId tenant, List<FillPrint> some, Deadline deadline) {
    MemoryFailures.check(deadline);
    Set<String> keys = some.stream().map(FillPrint::key).collect(Collectors.toSet());
    return log.recorded(tenant).stream()
        .filter(it -> keys.contains(FillPrint.of(it, false).key()))
        .toList();
  }
}
