package dev.quintet.domain.subscriptions;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** A calendar month in UTC, from its first instant to before the first of the next. */
public record BillingPeriod(YearMonth month) {

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

  /** ISO 8601, {@code 2026-11}. */
  @Override
  public String toString() {
    return month.toString();
  }
}
