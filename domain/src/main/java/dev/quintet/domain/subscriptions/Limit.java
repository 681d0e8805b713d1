package dev.quintet.domain.subscriptions;

import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Words;
import java.util.List;

/**
 * The most that a plan allows of something. What has no limit is unlimited.
 *
 * @param value 0 or more
 * @param hard what would exceed it is refused; else it is done, counted and flagged
 */
public record Limit(Name name, long value, boolean hard) {

  /** What is limited. */
  public enum Name {
    /** That a tenant has at the same time. */
    MAX_TRADING_ACCOUNTS,
    /** Distinct ones of the tenant's ticks. */
    MAX_SYMBOLS,
    /** In a cycle. */
    API_CALLS,
    /** Processed, in a cycle. */
    TICKS,
    /** In a cycle. */
    AI_DECISIONS,
    REQUESTS_PER_SECOND,
    /** At the same time. */
    CONCURRENT_QUERIES,
    /** Of one answer. */
    ROWS,
    /** Of one answer. */
    BYTES;

    /** The name of that word, as {@link #word()} writes it. */
    public static Name of(String word) {
      return Words.find("limit", word, values(), Name::word);
    }

    public String word() {
      return Words.of(this);
    }
  }

  public Limit {
    if (value < 0) {
      throw ProblemException.invalid("value", "must be 0 or more");
    }
  }

  /** As {@link #text()} writes it. */
  public static Limit of(String text) {
    List<String> parts = List.of(text.split(" ", -1));
    return new Limit(
        Name.of(parts.get(0)), Long.parseLong(parts.get(1)), parts.get(2).equals("hard"));
  }

  /** For stores: {@code max_symbols 10 hard}. */
  public String text() {
    return name.word() + " " + value + (hard ? " hard" : " soft");
  }
}
