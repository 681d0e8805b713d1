package dev.quintet.domain.subscriptions;

import dev.quintet.domain.shared.ProblemException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be subscribed to.
 *
 * @param name for people, 1 to 200 characters
 * @param versions by number, 1, 2, …, each effective later than the one before; at least one
 */
public record Plan(PlanId id, String name, List<PriceVersion> versions) {

  private static final int MAX_NAME = 200;

  public Plan {
    if (name.isBlank()
        || name.length() > MAX_NAME
        || name.chars().anyMatch(it -> Character.isISOControl(it) || Character.isSurrogate((char) it))) {
      throw ProblemException.invalid(
          "name", "must be 1 to " + MAX_NAME + " characters of the basic plane, none of control");
    }
    versions =
        versions.stream().sorted(Comparator.comparingInt(PriceVersion::version)).toList();
    if (versions.isEmpty()) {
      throw ProblemException.invalid("versions", "must be at least one");
    }
    for (int i = 0; i < versions.size(); i++) {
      PriceVersion version = versions.get(i);
      if (!version.plan().equals(id) || version.version() != i + 1) {
        throw ProblemException.invalid("version", "must be " + (i + 1) + " of plan " + id);
      }
      if (i > 0 && !versions.get(i - 1).effectiveFrom().isBefore(version.effectiveFrom())) {
        throw ProblemException.invalid("effective_from", "must be after that of the version before");
      }
    }
  }

  /**
   * The version in force at an instant for somebody who took the plan at another: the newest of those
   * that were offered then or that existing customers changed over to. Before the first one: that.
   *
   * @param taken null: who has not subscribed, and so has what is offered
   */
  public PriceVersion inForce(@Nullable Instant taken, Instant at) {
    Instant offered = taken == null ? at : taken;
    return versions.stream()
        .filter(it -> !it.effectiveFrom().isAfter(offered) || isForExisting(it, at))
        .reduce((before, after) -> after)
        .orElse(versions.getFirst());
  }

  private static boolean isForExisting(PriceVersion version, Instant at) {
    return version.existingFrom() != null && !version.existingFrom().isAfter(at);
  }
}
