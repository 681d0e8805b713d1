package dev.quintet.domain.decisions;

import dev.quintet.domain.shared.ProblemException;

/**
 * What is said to have come of a decision.
 *
 * @param outcome of version 1 or higher
 */
public record StatedOutcome(DecisionId decision, Outcome outcome) {

  public StatedOutcome {
    if (outcome.version() == 0) {
      throw ProblemException.invalid("version", "must be 1 to " + Outcome.MOST_VERSIONS);
    }
  }
}
