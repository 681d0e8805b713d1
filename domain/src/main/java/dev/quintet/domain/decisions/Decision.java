package dev.quintet.domain.decisions;

import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Exact;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.UserId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an agent decided about a symbol; a fact that does not change.
 *
 * @param id unique in the tenant
 * @param user whose it is; null: the tenant's own
 * @param agent a letter or digit, then at most 63 of those, {@code . _ : / -} and spaces
 * @param timeframe of the bars that it is about
 * @param confidence how sure the agent was, 0 to 1, at most {@value Exact#SHARE_SCALE} digits after the point
 * @param probability that it will be profitable, of the same form; null: not stated. Confidence is none
 * @param model the version of the model, of the form of an agent; empty: not known
 * @param at UTC, microseconds, from 1970 on
 */
public record Decision(
    DecisionId id,
    @Nullable UserId user,
    String agent,
    Type type,
    Symbol symbol,
    Interval timeframe,
    BigDecimal confidence,
    @Nullable BigDecimal probability,
    String model,
    Instant at) {

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._:/-]{0,63}");

  /** What is to be done. */
  public enum Type {
    BUY,
    SELL,
    HOLD;

    public static Type of(String word) {
      return Words.find("type", word, values(), Words::of);
    }
  }

  public Decision {
    requireWord("agent", agent);
    if (!model.isEmpty()) {
      requireWord("model_version", model);
    }
    confidence = Exact.share("confidence", confidence);
    probability = probability == null ? null : Exact.share("probability", probability);
    at = at.truncatedTo(ChronoUnit.MICROS);
    if (at.isBefore(Instant.EPOCH)) {
      throw ProblemException.invalid("at", "is before 1970");
    }
  }

  static void requireWord(String field, String text) {
    if (!WORD.matcher(text).matches()) {
      throw ProblemException.invalid(
          field, "must be 1 to 64 letters, digits and . _ : / - or spaces");
    }
  }

  /** The same, of that user. */
  public Decision ownedBy(@Nullable UserId owner) {
    return new Decision(
        id, owner, agent, type, symbol, timeframe, confidence, probability, model, at);
  }
}
