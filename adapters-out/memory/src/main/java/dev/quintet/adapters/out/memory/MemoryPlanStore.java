package dev.quintet.adapters.out.memory;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.subscriptions.DefaultPlans;
import dev.quintet.domain.subscriptions.Plan;
import dev.quintet.domain.subscriptions.PlanId;
import dev.quintet.domain.subscriptions.PlanStore;
import dev.quintet.domain.subscriptions.PriceVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Plans in a sorted map. */
public final class MemoryPlanStore implements PlanStore {

  private final TreeMap<PlanId, Plan> plans = new TreeMap<>();

  public MemoryPlanStore() {
    DefaultPlans.all().forEach(plan -> plans.put(plan.id(), plan));
  }

  @Override
  public synchronized List<Plan> list(Deadline deadline) {
    MemoryFailures.check(deadline);
    return List.copyOf(plans.values());
  }

  @Override
  public synchronized Plan add(String name, PriceVersion version, Deadline deadline) {
    MemoryFailures.check(deadline);
    Plan before = plans.get(version.plan());
    if (before != null && before.versions().size() >= version.version()) {
      if (before.versions().get(version.version() - 1).equals(version)) {
        return before;
      }
      throw new ProblemException(
          new Problem.AlreadyExists("version", version.plan() + " " + version.version()));
    }
    List<PriceVersion> versions = new ArrayList<>(before == null ? List.of() : before.versions());
    versions.add(version);
    Plan after = new Plan(version.plan(), before == null ? name : before.name(), versions);
    if (plans.size() >= MOST_PLANS && before == null) {
      throw new ProblemException(
          new Problem.LimitExceeded("plans", MOST_PLANS, Duration.ZERO));
    }
    if (versions.size() > MOST_VERSIONS) {
      throw new ProblemException(
          new Problem.LimitExceeded("versions of a plan", MOST_VERSIONS, Duration.ZERO));
    }
    plans.put(after.id(), after);
    return after;
  }
}
