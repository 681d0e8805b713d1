package dev.quintet.domain.decisions;

import dev.quintet.domain.tenancy.Tier;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A decision as it is recorded by now.
 *
 * @param tier of its user when it was recorded; null: it is the tenant's own, or of a user that is not registered
 * @param recordedAt the decision, not its outcome: UTC, microseconds
 * @param outcome that counts
 */
public record RecordedDecision(
    Decision decision, @Nullable Tier tier, Instant recordedAt, Outcome outcome) {

  public RecordedDecision {
    recordedAt = recordedAt.truncatedTo(ChronoUnit.MICROS);
  }

  public DecisionId id() {
    return decision.id();
  }

  /** The same, with that outcome. */
  public RecordedDecision with(Outcome another) {
    return new RecordedDecision(decision, tier, recordedAt, another);
  }
}
