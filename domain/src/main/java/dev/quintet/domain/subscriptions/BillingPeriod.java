package dev.quintet.domain.subscriptions;

import dev.quintet.domain.shared.ProblemException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** A calendar month in UTC, from its first instant to before the first of the next. */
public record BillingPeriod(YearMonth month) {

  /** How long after its end a period still takes what was used in it. */
  public static final Duration CLOSES_AFTER = Duration.ofDays(3);

  private static final int LENGTH = 7;

  /**
   * The period of its text, {@code 2026-11}.
   *
   * @throws ProblemException Invalid, naming the field
   */
  public static BillingPeriod parse(String field, String text) {
    try {
      if (text.length() == LENGTH) {
        return new BillingPeriod(YearMonth.parse(text));
      }
    } catch (DateTimeException e) {
      // Refused below, like any other text.
    }
    throw ProblemException.invalid(field, "must be a month, such as 2026-11");
  }

  /** The period that an instant belongs to. */
  public static BillingPeriod of(Instant instant) {
    return new BillingPeriod(YearMonth.from(instant.atZone(ZoneOffset.UTC)));
  }

  public Instant start() {
    return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** Exclusive. */
  public Instant end() {
    return new BillingPeriod(month.plusMonths(1)).start();
  }

  /**
   * From when on nothing is booked in it any more: its figures never change again. What was used in it
   * and is recorded later is booked in the period that runs then.
   */
  public Instant closesAt() {
    return end().plus(CLOSES_AFTER);
  }

  /** ISO 8601, {@code 2026-11}. */
  @Override
  public String toString() {
    return month.toString();
  }
}
