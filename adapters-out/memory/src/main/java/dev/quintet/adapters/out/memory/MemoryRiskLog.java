package dev.quintet.adapters.out.memory;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.AccountId;
import dev.quintet.domain.users.RiskLog;
import dev.quintet.domain.users.RiskSnapshot;
import dev.quintet.domain.writes.Write;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Risk snapshots in a map for each tenant. */
public final class MemoryRiskLog implements RiskLog {

  private final MemoryUserStore users;
  private final MemoryOnce once;
  private final Map<TenantId, Map<String, RiskSnapshot>> all = new HashMap<>();

  public MemoryRiskLog(MemoryUserStore users, MemoryOnce once) {
    this.users = users;
    this.once = once;
    users.whenDeleted(this::forget);
  }

  private synchronized void forget(MemoryUserStore.Owner owner) {
    of(owner.tenant()).values().removeIf(it -> it.user().equals(owner.user()));
  }

  private Map<String, RiskSnapshot> of(TenantId tenant) {
    return all.computeIfAbsent(tenant, id -> new HashMap<>());
  }

  @Override
  public void append(TenantId tenant, RiskSnapshot snapshot, Write write, Deadline deadline) {
    once.together(write, () -> append(tenant, snapshot), deadline);
  }

  private synchronized void append(TenantId tenant, RiskSnapshot snapshot) {
    users.requireActive(tenant, snapshot.user());
    AccountId account = snapshot.account();
    if (account != null
        && users.accounts().of(tenant, snapshot.user()).stream()
            .noneMatch(it -> it.id().equals(account))) {
      throw new ProblemException(new Problem.NotFound("account", account.value()));
    }
    if (of(tenant).putIfAbsent(snapshot.id(), snapshot) != null) {
      throw new ProblemException(new Problem.AlreadyExists("risk snapshot", snapshot.id()));
    }
  }

  @Override
  public synchronized Optional<RiskSnapshot> latest(
      TenantId tenant, UserId user, @Nullable AccountId account, Deadline deadline) {
    MemoryFailures.check(deadline);
    return of(tenant).values().stream()
        .filter(it -> it.user().equals(user) && Objects.equals(it.account(), account))
        .max(Comparator.comparing(RiskSnapshot::takenAt).thenComparing(RiskSnapshot::id));
  }
}
