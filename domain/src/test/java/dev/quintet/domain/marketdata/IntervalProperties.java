package dev.quintet.domain.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

final class IntervalProperties {

  private static final long LONGEST = 4 * 604_800L;

  /** Seconds from 1970 to 2262. */
  private static final long END = 9_214_646_400L;

  private static Instant instant(long seconds, int nanos) {
    return Instant.ofEpochSecond(seconds, nanos);
  }

  @Property
  void theBarOfAnInstantHoldsIt(
      @ForAll @LongRange(min = 1, max = LONGEST) long seconds,
      @ForAll @LongRange(min = 0, max = END) long time,
      @ForAll @IntRange(min = 0, max = 999_999_999) int nanos) {
    Interval interval = new Interval(seconds);
    Instant instant = instant(time, nanos);
    Instant start = interval.startOf(instant);
    assertThat(start).isBeforeOrEqualTo(instant);
    assertThat(start.plusSeconds(seconds)).isAfter(instant);
    assertThat(start.getNano()).isZero();
  }

  @Property
  void aStartIsItsOwnStartAndTheNextOneIsOneIntervalLater(
      @ForAll @LongRange(min = 1, max = LONGEST) long seconds,
      @ForAll @LongRange(min = 0, max = END) long time) {
    Interval interval = new Interval(seconds);
    Instant start = interval.startOf(instant(time, 0));
    assertThat(interval.startOf(start)).isEqualTo(start);
    assertThat(interval.nextStart(start)).isEqualTo(start);
    assertThat(interval.nextStart(start.plusNanos(1))).isEqualTo(start.plusSeconds(seconds));
    assertThat(interval.startOf(start.plusSeconds(seconds).minusNanos(1))).isEqualTo(start);
  }

  @Property
  void barsOfShorterIntervalsMakeUpThoseOfTheirMultiples(
      @ForAll @IntRange(min = 1, max = 3_600) int seconds,
      @ForAll @IntRange(min = 1, max = 20) int times,
      @ForAll @LongRange(min = 0, max = END) long time) {
    Interval whole = new Interval((long) seconds * times);
    Instant start = whole.startOf(instant(time, 0));
    assertThat(new Interval(seconds).startOf(start)).isEqualTo(start);
  }

  @Property
  void weeksStartOnMondays(
      @ForAll @IntRange(min = 1, max = 4) int weeks,
      @ForAll @LongRange(min = 0, max = END) long time) {
    Instant start = new Interval(weeks * 604_800L).startOf(instant(time, 0));
    assertThat(start.atZone(ZoneOffset.UTC).getDayOfWeek()).isEqualTo(DayOfWeek.MONDAY);
    assertThat(start.getEpochSecond() % 86_400).isZero();
  }
}
