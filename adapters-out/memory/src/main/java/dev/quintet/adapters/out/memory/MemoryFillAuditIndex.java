package dev.quintet.adapters.out.memory;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.trades.Audited;
import dev.quintet.domain.trades.DayCheck;
import dev.quintet.domain.trades.FillAuditIndex;
import dev.quintet.domain.trades.FillPrint;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What an index of fills shows. */
public final class MemoryFillAuditIndex implements FillAuditIndex {

  private final MemoryFillIndex fills;

  public MemoryFillAuditIndex(MemoryFillIndex fills) {
    this.fills = fills;
  }

  private MemoryAudit of(TenantId tenant, Audited what) {
    return switch (what) {
      case FILLS -> new MemoryAudit(fills.shown(tenant), List.of());
      case TRADES -> new MemoryAudit(List.of(), fills.shownTrades(tenant));
    };
  }

  @Override
  public Map<LocalDate, DayCheck> check(
      TenantId tenant, Audited what, LocalDate from, LocalDate to, Deadline deadline) {
    MemoryFailures.check(deadline);
    return of(tenant, what).within(MemoryAudit.start(from), MemoryAudit.start(to)).check();
  }

  @Override
  public Optional<Instant> next(
      TenantId tenant, Audited what, Instant from, Deadline deadline) {
    MemoryFailures.check(deadline);
    return of(tenant, what).within(from, Instant.MAX).times().min(Instant::compareTo);
  }

  @Override
  public List<FillPrint> prints(
      TenantId tenant, Audited what, Instant from, Instant to, int most, Deadline deadline) {
    MemoryFailures.check(deadline);
    return of(tenant, what).within(from, to).prints(List.of()).limit(most).toList();
  }

  @Override
  public void remove(
      TenantId tenant,
      Audited what,
      Instant from,
      Instant to,
      List<FillPrint> some,
      Deadline deadline) {
    MemoryFailures.check(deadline);
    Set<Long> hashes = some.stream().map(FillPrint::hash).collect(Collectors.toSet());
    MemoryAudit all = of(tenant, what).within(from, to);
    fills.remove(
        tenant,
        all.fills().stream().filter(it -> hashes.contains(DayCheck.hash(it))).toList(),
        all.trades().stream().filter(it -> hashes.contains(DayCheck.hash(it))).toList());
  }
}
