package dev.quintet.adapters.out.memory;

import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.SymbolLedger;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.tenancy.Viewer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Symbols in sets, one limit for every owner. */
public final class MemorySymbolLedger implements SymbolLedger {

  private final long limit;
  private final Set<TenantId> begun = new HashSet<>();
  private final Map<Viewer, Set<Symbol>> owners = new HashMap<>();

  /**
   * @param limit that of every owner
   */
  public MemorySymbolLedger(long limit) {
    this.limit = limit;
  }

  @Override
  public synchronized boolean begun(TenantId tenant, Deadline deadline) {
    MemoryFailures.check(deadline);
    return begun.contains(tenant);
  }

  @Override
  public synchronized void begin(
      TenantId tenant, Collection<Symbol> stored, Deadline deadline) {
    MemoryFailures.check(deadline);
    if (begun.add(tenant)) {
      of(tenant, null).addAll(stored);
    }
  }

  @Override
  public synchronized long add(
      TenantId tenant, @Nullable UserId user, Collection<Symbol> symbols, Deadline deadline) {
    MemoryFailures.check(deadline);
    if (user == null) {
      begun.add(tenant);
    }
    Set<Symbol> held = of(tenant, user);
    Set<Symbol> all = new HashSet<>(held);
    all.addAll(symbols);
    if (all.size() > held.size() && all.size() > limit) {
      throw new ProblemException(
          new Problem.LimitExceeded(
              LIMIT, limit, Duration.ZERO, new Problem.Consumed(held.size(), null)));
    }
    held.addAll(symbols);
    return held.size();
  }

  private Set<Symbol> of(TenantId tenant, @Nullable UserId user) {
    return owners.computeIfAbsent(new Viewer(tenant, user), it -> new HashSet<>());
  }
}
