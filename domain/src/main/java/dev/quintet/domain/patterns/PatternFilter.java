package dev.quintet.domain.patterns;

import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.patterns.Pattern.Outcome;
import dev.quintet.domain.shared.ProblemException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which patterns are asked for. A null filter lets everything through; the tier at which a pattern was
 * recorded is no filter, so that nobody loses sight of their history.
 *
 * @param from of the times at which patterns were seen, inclusive
 * @param to exclusive
 */
public record PatternFilter(
    @Nullable Symbol symbol,
    @Nullable String type,
    @Nullable Interval timeframe,
    @Nullable Outcome outcome,
    @Nullable Instant from,
    @Nullable Instant to) {

  /** Lets everything through. */
  public static final PatternFilter ALL = new PatternFilter(null, null, null, null, null, null);

  public PatternFilter {
    if (type != null) {
      Pattern.checkType(type);
    }
    if (from != null && to != null && !from.isBefore(to)) {
      throw ProblemException.invalid("to", "must be after from");
    }
  }

  /** Whether it lets that one through. */
  public boolean passes(RecordedPattern recorded) {
    Pattern pattern = recorded.pattern();
    return (symbol == null || symbol.equals(pattern.symbol()))
        && (type == null || type.equals(pattern.type()))
        && (timeframe == null || timeframe.equals(pattern.timeframe()))
        && (outcome == null || outcome == recorded.outcome())
        && (from == null || !pattern.at().isBefore(from))
        && (to == null || pattern.at().isBefore(to));
  }
}
