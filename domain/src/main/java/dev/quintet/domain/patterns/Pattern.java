package dev.quintet.domain.patterns;

import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Exact;
import dev.quintet.domain.shared.JsonText;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.UserId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of a symbol; a fact that does not change.
 *
 * @param id unique in the tenant
 * @param user whose it is; null: the tenant's own
 * @param type a word of who saw it, such as {@code head_and_shoulders}: 1 to 64 characters of {@code a-z 0-9
 *     . _ : -}
 * @param timeframe of the bars that it was seen in
 * @param features what the model was given
 * @param confidence 0 to 1, at most {@value #SCALE} digits after the point
 * @param decision the id of the one that was made of it; empty: none
 * @param at when it was seen: UTC, microseconds, from 1970 on
 */
public record Pattern(
    PatternId id,
    @Nullable UserId user,
    Symbol symbol,
    String type,
    Interval timeframe,
    JsonText features,
    BigDecimal confidence,
    String decision,
    Instant at) {

  /** Digits after the point of a confidence. */
  public static final int SCALE = Exact.SHARE_SCALE;

  private static final java.util.regex.Pattern TYPE =
      java.util.regex.Pattern.compile("[a-z0-9._:-]{1,64}");

  /** What came of it. */
  public enum Outcome {
    PENDING,
    PROFITABLE,
    LOSS,
    BREAKEVEN;

    public static Outcome of(String word) {
      return Words.find("outcome", word, values(), Words::of);
    }
  }

  public Pattern {
    checkType(type);
    confidence = Exact.share("confidence", confidence);
    if (!decision.isEmpty() && !PatternId.isOne(decision)) {
      throw ProblemException.invalid(
          "decision_id", "must be 1 to 100 characters of A-Z, a-z, 0-9 and . _ : -");
    }
    at = at.truncatedTo(ChronoUnit.MICROS);
    if (at.isBefore(Instant.EPOCH)) {
      throw ProblemException.invalid("at", "is before 1970");
    }
  }

  static void checkType(String type) {
    if (!TYPE.matcher(type).matches()) {
      throw ProblemException.invalid("type", "must be 1 to 64 characters of a-z, 0-9 and . _ : -");
    }
  }
}
