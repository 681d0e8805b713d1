package dev.quintet.domain.marketdata;

import dev.quintet.domain.marketdata.MarketHours.Closure;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The classes that everybody has, as data. Holidays are those of which we are certain; where venues
 * differ, the day is one of which nothing is known.
 *
 * <ul>
 *   <li>{@code forex}: Sunday 17:00 to Friday 17:00 in New York. Christmas and New Year's Day unknown.
 *   <li>{@code metals} (spot): Sunday 18:00 to Friday 17:00 in New York with a break from 17:00 to 18:00
 *       each day. Holidays of the United States unknown.
 *   <li>{@code crypto}: always.
 *   <li>{@code us-equities}: the regular session, 9:30 to 16:00 in New York, with the holidays, early
 *       closes and days of mourning of the New York exchanges from 2013 on; unknown before.
 *   <li>{@code cme-futures} (equity indexes): Sunday 17:00 to Friday 16:00 in Chicago with a break from
 *       16:00 to 17:00 each day. Closed for Christmas and New Year; other holidays of the United States
 *       unknown.
 * </ul>
 */
final class StandardHours {

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
  private static final int FIRST_YEAR = 2013;
  private static final int LAST_YEAR = 2060;
  private static final LocalTime EARLY = LocalTime.of(13, 0);
  private static final LocalTime EVENING = LocalTime.of(17, 0);

  /** Hurricane Sandy was before the first year. */
  private static final List<LocalDate> MOURNING =
      List.of(LocalDate.of(2018, 12, 5), LocalDate.of(2025, 1, 9));

  static final Map<String, MarketHours> ALL =
      Stream.of(
              hours("forex", NEW_YORK, years(StandardHours::yearEnds), "SUN 17:00-FRI 17:00"),
              hours("metals", NEW_YORK, years(StandardHours::unknownHolidays), "SUN-THU 18:00-17:00"),
              new MarketHours(
                  "crypto", ZoneId.of("UTC"), WeeklySession.of("MON 00:00-MON 00:00"), List.of(),
                  Duration.ofDays(1)),
              hours("us-equities", NEW_YORK, equities(), "MON-FRI 09:30-16:00"),
              hours("cme-futures", CHICAGO, years(StandardHours::chicago), "SUN-THU 17:00-16:00"))
          .collect(Collectors.toUnmodifiableMap(MarketHours::name, Function.identity()));

  private StandardHours() {}

  private static MarketHours hours(
      String name, ZoneId zone, List<Closure> closures, String sessions) {
    return new MarketHours(name, zone, WeeklySession.of(sessions), closures, Duration.ofHours(1));
  }

  private static List<Closure> years(IntFunction<Stream<Closure>> ofYear) {
    List<Closure> closures = new ArrayList<>();
    for (int year = 1970; year <= LAST_YEAR; year++) {
      ofYear.apply(year).forEach(closures::add);
    }
    return closures;
  }

  /** The trading day, which begins in the evening before. */
  private static Closure tradingDay(LocalDate day, boolean certain) {
    return new Closure(day.minusDays(1).atTime(EVENING), day.atTime(EVENING), certain);
  }

  private static Stream<Closure> yearEnds(int year) {
    return Stream.of(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 25))
        .map(day -> tradingDay(day, false));
  }

  private static Stream<Closure> unknownHolidays(int year) {
    return festive(year).map(day -> tradingDay(day, false));
  }

  private static Stream<Closure> chicago(int year) {
    List<LocalDate> closed =
        Stream.of(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 25))
            .filter(day -> day.getDayOfWeek() != DayOfWeek.SATURDAY)
            .map(StandardHours::observed)
            .toList();
    return festive(year).map(day -> tradingDay(day, closed.contains(day)));
  }

  /** Days on or around which trading in the United States is not as usual, and the eves of some. */
  private static Stream<LocalDate> festive(int year) {
    return Stream.concat(holidays(year, true).stream(), eves(year).stream()).distinct().sorted();
  }

  private static List<Closure> equities() {
    List<Closure> closures = new ArrayList<>();
    closures.add(
        new Closure(
            LocalDate.EPOCH.minusDays(1).atStartOfDay(),
            LocalDate.of(FIRST_YEAR, 1, 1).atStartOfDay(),
            false));
    Map<LocalDateTime, Closure> days = new TreeMap<>();
    for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
      eves(year).stream()
          .map(day -> new Closure(day.atTime(EARLY), day.plusDays(1).atStartOfDay(), true))
          .forEach(closure -> days.put(closure.from(), closure));
      holidays(year, false).stream()
          .map(Closure::of)
          .forEach(
              closure -> {
                days.remove(closure.from().with(EARLY));
                days.put(closure.from(), closure);
              });
    }
    MOURNING.stream().map(Closure::of).forEach(closure -> days.put(closure.from(), closure));
    closures.addAll(days.values());
    closures.add(
        new Closure(
            LocalDate.of(LAST_YEAR + 1, 1, 1).atStartOfDay(),
            LocalDate.of(2263, 1, 1).atStartOfDay(),
            false));
    return closures;
  }

  /**
   * Of the New York exchanges. One on a Sunday is observed on Monday; one on a Saturday on Friday, but
   * New Year's Day is then not observed.
   *
   * @param earlier whether Juneteenth counts in years before 2022, in which it was no holiday
   */
  private static List<LocalDate> holidays(int year, boolean earlier) {
    List<LocalDate> days = new ArrayList<>();
    LocalDate newYear = LocalDate.of(year, 1, 1);
    if (newYear.getDayOfWeek() != DayOfWeek.SATURDAY) {
      days.add(observed(newYear));
    }
    days.add(nth(year, Month.JANUARY, 3, DayOfWeek.MONDAY));
    days.add(nth(year, Month.FEBRUARY, 3, DayOfWeek.MONDAY));
    days.add(easter(year).minusDays(2));
    days.add(nth(year, Month.MAY, -1, DayOfWeek.MONDAY));
    if (year >= 2022 || earlier) {
      days.add(observed(LocalDate.of(year, 6, 19)));
    }
    days.add(observed(LocalDate.of(year, 7, 4)));
    days.add(nth(year, Month.SEPTEMBER, 1, DayOfWeek.MONDAY));
    days.add(nth(year, Month.NOVEMBER, 4, DayOfWeek.THURSDAY));
    days.add(observed(LocalDate.of(year, 12, 25)));
    return days;
  }

  /** Days with an early close: before Independence Day, after Thanksgiving, before Christmas. */
  private static List<LocalDate> eves(int year) {
    List<LocalDate> days = new ArrayList<>();
    LocalDate independence = LocalDate.of(year, 7, 3);
    if (independence.getDayOfWeek().getValue() <= DayOfWeek.THURSDAY.getValue()) {
      days.add(independence);
    }
    days.add(nth(year, Month.NOVEMBER, 4, DayOfWeek.THURSDAY).plusDays(1));
    LocalDate christmas = LocalDate.of(year, 12, 24);
    if (christmas.getDayOfWeek().getValue() <= DayOfWeek.THURSDAY.getValue()) {
      days.add(christmas);
    }
    return days;
  }

  private static LocalDate observed(LocalDate day) {
    return switch (day.getDayOfWeek()) {
      case SATURDAY -> day.minusDays(1);
      case SUNDAY -> day.plusDays(1);
      case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> day;
    };
  }

  private static LocalDate nth(int year, Month month, int which, DayOfWeek day) {
    return LocalDate.of(year, month, 1).with(TemporalAdjusters.dayOfWeekInMonth(which, day));
  }

  /** Easter Sunday of the Gregorian calendar, by the anonymous algorithm of 1876. */
  private static LocalDate easter(int year) {
    int a = year % 19;
    int b = year / 100;
    int c = year % 100;
    int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    int m = (a + 11 * h + 22 * l) / 451;
    int month = (h + l - 7 * m + 114) / 31;
    return LocalDate.of(year, month, (h + l - 7 * m + 114) % 31 + 1);
  }
}
