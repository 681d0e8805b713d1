package dev.quintet.domain.trades;

import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Exact;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.UserId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a strategy, or agents, said of a symbol; a fact that does not change.
 *
 * @param id unique in the tenant
 * @param user whose it is; null: the tenant's own
 * @param timeframe of the bars that it is about
 * @param strength 0 to 1, at most {@value #SCALE} digits after the point
 * @param confidence of the same form
 * @param strategy empty where it is not known; as {@link Fill.Origin}, as the agents
 * @param at UTC, microseconds, from 1970 on
 */
public record Signal(
    TradeId id,
    @Nullable UserId user,
    Symbol symbol,
    Interval timeframe,
    Type type,
    BigDecimal strength,
    BigDecimal confidence,
    String strategy,
    List<String> agents,
    Instant at) {

  /** Digits after the point of strength and confidence. */
  public static final int SCALE = Exact.SHARE_SCALE;

  /** What is to be done. */
  public enum Type {
    BUY,
    SELL,
    HOLD,
    CLOSE;

    public static Type of(String word) {
      return Words.find("type", word, values(), Words::of);
    }
  }

  public Signal {
    strength = Exact.share("strength", strength);
    confidence = Exact.share("confidence", confidence);
    agents = new Fill.Origin("", strategy, agents, "", "", "").agents();
    at = at.truncatedTo(ChronoUnit.MICROS);
    if (at.isBefore(Instant.EPOCH)) {
      throw ProblemException.invalid("at", "is before 1970");
    }
  }
}
