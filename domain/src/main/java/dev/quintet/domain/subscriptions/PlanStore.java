package dev.quintet.domain.subscriptions;

import dev.quintet.domain.shared.Deadline;
import java.util.List;
import java.util.Optional;

/**
 * The plans that there are. {@code free}, {@code pro} and {@code enterprise} are there from the
 * beginning. Plans and their versions are only added: what was offered once can be read for ever.
 */
public interface PlanStore {

  /** Most plans that there may be: all of them are read at once. */
  int MOST_PLANS = 200;

  /** Most versions of a plan. */
  int MOST_VERSIONS = 500;

  /** All plans with all their versions, by id. */
  List<Plan> list(Deadline deadline);

  /**
   * Adds a plan, or a version behind the last one of a plan; durable on return.
   *
   * @param name of the plan if the version is its first; else not looked at
   * @return the plan as it is then; the same version with the same content again changes nothing
   * @throws dev.quintet.domain.shared.ProblemException AlreadyExists when the version is there with other
   *     content; Invalid, of {@code version} or {@code effective_from}, when it does not follow the last
   *     one; LimitExceeded beyond {@link #MOST_PLANS} and {@link #MOST_VERSIONS}
   */
  Plan add(String name, PriceVersion version, Deadline deadline);

  /** The plan of that id with all its versions. */
  default Optional<Plan> find(PlanId plan, Deadline deadline) {
    return list(deadline).stream().filter(it -> it.id().equals(plan)).findFirst();
  }
}
