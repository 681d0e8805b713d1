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
    /** Calls that begin within a second of the clock, of each process for itself. */
    REQUESTS_PER_SECOND,
    /** Calls under way at the same time, a stream while it is open; of each process for itself. */
    CONCURRENT_QUERIES,
    /** Elements of the lists in the answer of one call that reads; an answer without a list is one. */
    ROWS,
    /** Of the messages, or the body, that one call which reads is answered with. */
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
