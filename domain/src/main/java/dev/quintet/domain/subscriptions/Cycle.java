package dev.quintet.domain.subscriptions;

import dev.quintet.domain.shared.ProblemException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * A period for which a subscription is paid, in days of UTC.
 *
 * @param from its first day
 * @param to exclusive, after {@code from}
 */
public record Cycle(LocalDate from, LocalDate to) {

  public Cycle {
    if (!from.isBefore(to)) {
      throw ProblemException.invalid("to", "must be after from");
    }
  }

  /** The calendar month of an instant, the cycle of those who have no subscription. */
  public static Cycle monthOf(Instant at) {
    LocalDate first = LocalDate.ofInstant(at, ZoneOffset.UTC).withDayOfMonth(1);
    return new Cycle(first, first.plusMonths(1));
  }

  public Instant start() {
    return from.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** Exclusive. */
  public Instant end() {
    return to.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  public boolean contains(Instant at) {
    return !at.isBefore(start()) && at.isBefore(end());
  }

  public int days() {
    return Math.toIntExact(ChronoUnit.DAYS.between(from, to));
  }
}
