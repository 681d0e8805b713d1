package dev.quintet.adapters.out.memory;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.subscriptions.EnrolmentStore;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at subscriptions in memory. */
public final class MemoryEnrolmentStore implements EnrolmentStore {

  private final MemorySubscriptionStore subscriptions;
  private final Instant since;

  public MemoryEnrolmentStore(MemorySubscriptionStore subscriptions, Instant since) {
    this.subscriptions = subscriptions;
    this.since = since;
  }

  @Override
  public Instant since(Deadline deadline) {
    MemoryFailures.check(deadline);
    return since;
  }

  @Override
  public Set<TenantId> subscribed(Set<TenantId> tenants, Deadline deadline) {
    MemoryFailures.check(deadline);
    return tenants.stream()
        .filter(
            tenant ->
                subscriptions.list(tenant, null, null, Integer.MAX_VALUE - 1, deadline).items()
                    .stream()
                    .anyMatch(it -> it.user() == null))
        .collect(Collectors.toSet());
  }
}
