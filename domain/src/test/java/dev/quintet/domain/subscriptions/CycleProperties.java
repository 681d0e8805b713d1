package dev.quintet.domain.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Cycles over the 400 years after which the calendar repeats, from every day of them. */
final class CycleProperties {

  private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
  private static final int DAYS = 146_097;

  private static List<LocalDate> starts(CycleAnchor anchor, int count) {
    List<LocalDate> starts = new ArrayList<>();
    Cycle cycle = anchor.cycle(anchor.from());
    for (int i = 0; i < count; i++) {
      starts.add(cycle.from());
      cycle = anchor.cycle(cycle.to());
    }
    return starts;
  }

  private static void assertCycles(CycleAnchor anchor) {
    YearMonth month = YearMonth.from(anchor.from());
    Cycle cycle = anchor.cycle(anchor.from());
    assertThat(cycle.from()).isEqualTo(anchor.from());
    for (int i = 0; i * anchor.length().months() <= 4_800; i++) {
      YearMonth in = month.plusMonths((long) i * anchor.length().months());
      LocalDate last = in.atEndOfMonth();
      assertThat(cycle.from())
          .isEqualTo(anchor.day() <= last.getDayOfMonth() ? in.atDay(anchor.day()) : last);
      Cycle next = anchor.cycle(cycle.to());
      assertThat(next.from()).as("no gap, no overlap").isEqualTo(cycle.to());
      assertThat(anchor.cycle(cycle.to().minusDays(1))).isEqualTo(cycle);
      cycle = next;
    }
  }

  @Example
  void cyclesOfEveryLengthAndDayFollowEachOtherOver400YearsAndKeepTheirDay() {
    for (CycleLength length : CycleLength.values()) {
      for (int day = 1; day <= 366; day++) {
        assertCycles(CycleAnchor.of(LocalDate.ofYearDay(2000, day), length));
      }
    }
  }

  @Property(tries = 2_000)
  void everyDayLiesInTheCycleThatIsFoundForIt(
      @ForAll @IntRange(max = DAYS) int anchored,
      @ForAll @IntRange(min = -DAYS, max = DAYS) int asked,
      @ForAll CycleLength length) {
    LocalDate day = FIRST.plusDays(asked);
    CycleAnchor anchor = CycleAnchor.of(FIRST.plusDays(anchored), length);
    Cycle cycle = anchor.cycle(day);
    assertThat(day).isAfterOrEqualTo(cycle.from()).isBefore(cycle.to());
    assertThat(anchor.cycle(cycle.from())).isEqualTo(cycle);
    assertThat(cycle.days()).isBetween(28 * length.months(), 31 * length.months());
  }

  @Example
  void monthEndsAndLeapDaysAreKept() {
    assertThat(starts(CycleAnchor.of(LocalDate.of(2027, 1, 31), CycleLength.MONTHLY), 5))
        .containsExactly(
            LocalDate.of(2027, 1, 31),
            LocalDate.of(2027, 2, 28),
            LocalDate.of(2027, 3, 31),
            LocalDate.of(2027, 4, 30),
            LocalDate.of(2027, 5, 31));
    assertThat(starts(CycleAnchor.of(LocalDate.of(2028, 2, 29), CycleLength.YEARLY), 5))
        .containsExactly(
            LocalDate.of(2028, 2, 29),
            LocalDate.of(2029, 2, 28),
            LocalDate.of(2030, 2, 28),
            LocalDate.of(2031, 2, 28),
            LocalDate.of(2032, 2, 29));
    assertThat(starts(CycleAnchor.of(LocalDate.of(2027, 8, 31), CycleLength.QUARTERLY), 3))
        .containsExactly(
            LocalDate.of(2027, 8, 31), LocalDate.of(2027, 11, 30), LocalDate.of(2028, 2, 29));
  }

  @Example
  void anotherLengthKeepsTheDayOfTheMonth() {
    CycleAnchor monthly = CycleAnchor.of(LocalDate.of(2027, 1, 31), CycleLength.MONTHLY);
    CycleAnchor yearly = monthly.from(LocalDate.of(2027, 2, 28), CycleLength.YEARLY);
    assertThat(starts(yearly, 2))
        .containsExactly(LocalDate.of(2027, 2, 28), LocalDate.of(2028, 2, 29));
  }
}
