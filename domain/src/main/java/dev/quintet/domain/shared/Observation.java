package dev.quintet.domain.shared;

import org.jspecify.annotations.Nullable;

/** A piece of work that is watched. It ends once; a second end changes nothing. */
public interface Observation extends AutoCloseable {

  /** How work ended that did what it was begun for. */
  String OK = "ok";

  String FAILED = "failed";

  /** How many rows are not known. */
  long UNKNOWN = -1;

  /**
   * Ends it.
   *
   * @param outcome one of few words, such as the kind of a problem
   * @param rows that it read or wrote, or {@link #UNKNOWN}
   * @param idleNanos of its time, in which it waited for its caller
   */
  void end(String outcome, long rows, long idleNanos);

  default void end(String outcome, long rows) {
    end(outcome, rows, 0);
  }

  default void end(String outcome) {
    end(outcome, UNKNOWN, 0);
  }

  /** It has failed, unless it ended before. */
  @Override
  default void close() {
    end(FAILED);
  }

  /** In 32 hexadecimal digits, by which the trace is found; null when it is not traced. */
  default @Nullable String traceId() {
    return null;
  }
}
