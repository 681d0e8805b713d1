package dev.quintet.domain.marketdata;

import dev.quintet.domain.shared.ProblemException;
import java.time.Instant;

/** A half-open period {@code [from, to)} within the range of {@link EventTime}. */
public record TimeRange(Instant from, Instant to) {

  public TimeRange {
    EventTime.within("from", from);
    if (to.isAfter(EventTime.END)) {
      throw ProblemException.invalid("to", "must not be after " + EventTime.END);
    }
    if (!from.isBefore(to)) {
      throw ProblemException.invalid("to", "must be after from");
    }
  }

  public long fromNanos() {
    return EventTime.nanos(from);
  }

  public long toNanos() {
    return EventTime.nanos(to);
  }
}
