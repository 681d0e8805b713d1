package dev.quintet.adapters.out.memory;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.subscriptions.BillingPeriod;
import dev.quintet.domain.subscriptions.Statement;
import dev.quintet.domain.subscriptions.StatementStore;
import dev.quintet.domain.tenancy.TenantId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Statements in a map. */
public final class MemoryStatementStore implements StatementStore {

  private record Key(TenantId tenant, BillingPeriod period) {}

  private final Map<Key, Statement> kept = new ConcurrentHashMap<>();

  @Override
  public Statement keep(Statement statement, Deadline deadline) {
    MemoryFailures.check(deadline);
    return kept.computeIfAbsent(
        new Key(statement.tenant(), statement.period()), key -> statement);
  }

  @Override
  public Optional<Statement> find(TenantId tenant, BillingPeriod period, Deadline deadline) {
    MemoryFailures.check(deadline);
    return Optional.ofNullable(kept.get(new Key(tenant, period)));
  }

  @Override
  public Set<BillingPeriod> periods(TenantId tenant, Deadline deadline) {
    MemoryFailures.check(deadline);
    return kept.keySet().stream()
        .filter(key -> key.tenant.equals(tenant))
        .map(Key::period)
        .collect(Collectors.toSet());
  }
}
