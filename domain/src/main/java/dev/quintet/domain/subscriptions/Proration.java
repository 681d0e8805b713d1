package dev.quintet.domain.subscriptions;

import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.ProblemException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * Shares of an amount by the days of its cycle, in the smallest unit of the currency. What is due up to
 * a day is rounded half-even, and a share is the difference of two such sums: so what one share loses
 * by rounding the next one gets, and shares of adjacent parts of a cycle sum to exactly what is due
 * for all of it, however it is cut.
 *
 * @param whole due for the whole cycle, in whole units of the currency's smallest
 */
public record Proration(Money whole, Cycle cycle) {

  public Proration {
    if (!whole.equals(whole.rounded())) {
      throw ProblemException.invalid(
          "price", "must be a whole number of the smallest unit of " + whole.currency());
    }
  }

  /**
   * What is due for some days of the cycle.
   *
   * @param from inclusive, within the cycle
   * @param to exclusive, within the cycle or its end, not before {@code from}
   */
  public Money share(LocalDate from, LocalDate to) {
    if (from.isBefore(cycle.from()) || to.isAfter(cycle.to()) || to.isBefore(from)) {
      throw new IllegalArgumentException(from + " to " + to + " is not within " + cycle);
    }
    return until(to).minus(until(from));
  }

  /** What is due for the days before that one. */
  private Money until(LocalDate day) {
    BigDecimal days = BigDecimal.valueOf(ChronoUnit.DAYS.between(cycle.from(), day));
    int digits = Math.clamp(whole.currency().getDefaultFractionDigits(), 0, Money.SCALE);
    BigDecimal due =
        whole
            .amount()
            .multiply(days)
            .divide(BigDecimal.valueOf(cycle.days()), digits, RoundingMode.HALF_EVEN);
    return new Money(due, whole.currency());
  }
}
