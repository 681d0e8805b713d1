package dev.quintet.domain.subscriptions;

import dev.quintet.domain.shared.UsageType;
import java.time.Instant;
import java.util.Optional;

/**
 * What of a limit is used up in the running cycle. Of a limit that does not count in a cycle it is the most
 * that there was of it at once since the cycle began: in one call, at the same time, or within a second.
 *
 * @param limit with what is granted
 * @param hard what would exceed it is refused; else it is done and flagged
 * @param used 0 or more; of a soft limit, and by the overshoot of several processes, also more than the
 *     limit
 * @param resetsAt when the next cycle begins
 */
public record Quota(Limit.Name name, long limit, boolean hard, long used, Instant resetsAt) {

  /** What is limited by the name, if that is something that is counted in a cycle. */
  public static Optional<UsageType> type(Limit.Name name) {
    return switch (name) {
      case API_CALLS -> Optional.of(UsageType.API_CALLS);
      case TICKS -> Optional.of(UsageType.TICKS_PROCESSED);
      case AI_DECISIONS -> Optional.of(UsageType.AI_DECISIONS);
      case MAX_TRADING_ACCOUNTS,
          MAX_SYMBOLS,
          REQUESTS_PER_SECOND,
          CONCURRENT_QUERIES,
          ROWS,
          BYTES ->
          Optional.empty();
    };
  }

  /** Whether nothing is left of it; of a limit that does not count in a cycle, whether there was more. */
  public boolean exceeded() {
    return type(name).isPresent() ? used >= limit : used > limit;
  }

  /**
   * Whether so many percent of it are used; nothing is never. What does not count in a cycle does not fill
   * up: it is exceeded, or it is not.
   */
  public boolean reached(int percent) {
    if (type(name).isEmpty()) {
      return percent == 100 && exceeded();
    }
    long whole = limit / 100 * percent;
    long rest = (limit % 100 * percent + 99) / 100;
    return used > 0 && used >= whole + rest;
  }
}
