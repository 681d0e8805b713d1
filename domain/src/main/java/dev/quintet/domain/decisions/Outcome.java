package dev.quintet.domain.decisions;

import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Words;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What came of a decision. Of several the one with the highest version counts.
 *
 * @param version 1 to {@value #MOST_VERSIONS}; 0: nothing was stated
 * @param profit net; above 0 of what is profitable, below 0 of a loss, any of what broke even; null: pending
 * @param at since when it was known, UTC, microseconds, from 1970 on; null: nothing was stated
 */
public record Outcome(
    long version, Result result, @Nullable Money profit, @Nullable Instant at) {

  public static final long MOST_VERSIONS = Integer.MAX_VALUE;

  /** Nothing was stated. */
  public static final Outcome NONE = new Outcome(0, Result.PENDING, null, null);

  /** How it ended. */
  public enum Result {
    PENDING,
    PROFITABLE,
    LOSS,
    BREAKEVEN;

    public static Result of(String word) {
      return Words.find("outcome", word, values(), Words::of);
    }
  }

  public Outcome {
    at = at == null ? null : at.truncatedTo(ChronoUnit.MICROS);
    requireVersion(version, result, at);
    requireProfit(result, profit);
  }

  private static void requireVersion(long version, Result result, @Nullable Instant at) {
    if (version < 0 || version > MOST_VERSIONS || (version == 0 && result != Result.PENDING)) {
      throw ProblemException.invalid("version", "must be 1 to " + MOST_VERSIONS);
    }
    if ((version == 0) != (at == null)) {
      throw ProblemException.invalid("at", "must be given");
    }
    if (at != null && at.isBefore(Instant.EPOCH)) {
      throw ProblemException.invalid("at", "is before 1970");
    }
  }

  private static void requireProfit(Result result, @Nullable Money profit) {
    if ((result == Result.PENDING) != (profit == null)) {
      throw ProblemException.invalid(
          "profit", result == Result.PENDING ? "is of what is pending" : "must be given");
    }
    int sign = profit == null ? 0 : profit.amount().signum();
    if ((result == Result.PROFITABLE && sign <= 0) || (result == Result.LOSS && sign >= 0)) {
      throw ProblemException.invalid("profit", "contradicts the outcome");
    }
  }
}
