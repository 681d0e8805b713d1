package dev.quintet.domain.subscriptions;

import dev.quintet.domain.shared.ProblemException;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * From which cycles are counted. Each begins on the same day of its month, or on the last day of a
 * month that does not have it: cycles of a month anchored to 31 January begin on 28 or 29 February, 31
 * March, 30 April; those of a year anchored to 29 February begin on 28 February unless it is a leap
 * year. They have no gaps, and the day never drifts.
 *
 * @param from the first day of the first cycle
 * @param day of the month, 1 to 31; {@code from} is that day, or the last one of its month
 */
public record CycleAnchor(LocalDate from, int day, CycleLength length) {

  public CycleAnchor {
    if (day < 1 || day > 31 || !within(YearMonth.from(from), day).equals(from)) {
      throw ProblemException.invalid("day", "must be the day of the month on which cycles begin");
    }
  }

  public static CycleAnchor of(LocalDate from, CycleLength length) {
    return new CycleAnchor(from, from.getDayOfMonth(), length);
  }

  /** The cycle that a day lies in; before the first one they are counted backwards. */
  public Cycle cycle(LocalDate at) {
    YearMonth first = YearMonth.from(from);
    YearMonth asked = YearMonth.from(at);
    int months = (asked.getYear() - first.getYear()) * 12 + asked.getMonthValue()
        - first.getMonthValue();
    int number = Math.floorDiv(months, length.months());
    if (start(number).isAfter(at)) {
      number--;
    }
    return new Cycle(start(number), start(number + 1));
  }

  /** Cycles of that length from a day on which one of these begins, on the same day of the month. */
  public CycleAnchor from(LocalDate start, CycleLength other) {
    return new CycleAnchor(start, day, other);
  }

  private LocalDate start(int number) {
    return within(YearMonth.from(from).plusMonths((long) number * length.months()), day);
  }

  private static LocalDate within(YearMonth month, int day) {
    return month.atDay(Math.min(day, month.lengthOfMonth()));
  }
}
