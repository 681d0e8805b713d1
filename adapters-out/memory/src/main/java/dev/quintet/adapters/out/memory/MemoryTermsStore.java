package dev.quintet.adapters.out.memory;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.subscriptions.Grant;
import dev.quintet.domain.subscriptions.PlanOverride;
import dev.quintet.domain.subscriptions.Standing;
import dev.quintet.domain.subscriptions.TermsStore;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.writes.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Overrides and grants in lists. */
public final class MemoryTermsStore implements TermsStore {

  private final MemoryOnce once;
  private final MemorySubscriptionStore subscriptions;
  private final Map<TenantId, List<PlanOverride>> overrides = new HashMap<>();
  private final Map<Write.Key, PlanOverride> recorded = new HashMap<>();
  private final Map<TenantId, List<Grant>> grants = new HashMap<>();

  public MemoryTermsStore(MemoryOnce once, MemorySubscriptionStore subscriptions) {
    this.once = once;
    this.subscriptions = subscriptions;
  }

  @Override
  public PlanOverride override(
      TenantId tenant, Write write, PlanOverride override, Deadline deadline) {
    once.write("record override", write, fresh -> add(tenant, write, override), deadline);
    synchronized (this) {
      return Objects.requireNonNull(recorded.get(write.key()));
    }
  }

  private synchronized void add(TenantId tenant, Write write, PlanOverride override) {
    List<PlanOverride> before = overrides.computeIfAbsent(tenant, it -> new ArrayList<>());
    requireRoom("overrides", before);
    PlanOverride numbered = override.numbered(before.size() + 1);
    before.add(numbered);
    recorded.put(write.key(), numbered);
  }

  @Override
  public void grant(TenantId tenant, Write write, Grant grant, Deadline deadline) {
    once.write("record grant", write, fresh -> add(tenant, grant), deadline);
  }

  private synchronized void add(TenantId tenant, Grant grant) {
    List<Grant> before = grants.computeIfAbsent(tenant, it -> new ArrayList<>());
    requireRoom("grants", before);
    before.add(grant);
    before.sort(Comparator.comparing(Grant::id));
  }

  private static void requireRoom(String meter, List<?> before) {
    if (before.size() >= MOST) {
      throw new ProblemException(new Problem.LimitExceeded(meter, MOST, Duration.ZERO));
    }
  }

  @Override
  public synchronized Standing standing(
      TenantId tenant, @Nullable UserId user, Instant since, Deadline deadline) {
    MemoryFailures.check(deadline);
    return new Standing(
        tenant,
        user,
        subscriptions.changes(tenant, user, since),
        overrides.getOrDefault(tenant, List.of()).stream()
            .filter(it -> it.user() == null || it.user().equals(user))
            .toList(),
        grants.getOrDefault(tenant, List.of()).stream()
            .filter(it -> it.user() == null || it.user().equals(user))
            .toList());
  }
}
