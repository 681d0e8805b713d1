package dev.quintet.domain.marketdata;

import dev.quintet.domain.shared.ProblemException;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of each week in which a market is open, {@code [from, to)} in minutes from Monday 00:00 local
 * time; one that ends before it begins goes on into the next week, and one that ends where it begins is
 * the whole week.
 *
 * @param from 0 to 10,079
 * @param to 0 to 10,079
 */
public record WeeklySession(int from, int to) {

  private static final int DAY = 1_440;
  private static final int WEEK = 7 * DAY;
  private static final String NAME = "(MON|TUE|WED|THU|FRI|SAT|SUN)";
  private static final String TIME = "([01][0-9]|2[0-3]):([0-5][0-9])|(24):(00)";

  /** {@code MON-FRI 09:30-16:00}, on each of the days; an end not after the start is on the next day. */
  private static final Pattern DAYS =
      Pattern.compile("%s(?:-%s)? (?:%s)-(?:%s)".formatted(NAME, NAME, TIME, TIME));

  /** {@code SUN 17:00-FRI 17:00}, from one day to another. */
  private static final Pattern SPAN =
      Pattern.compile("%s (?:%s)-%s (?:%s)".formatted(NAME, TIME, NAME, TIME));

  /**
   * The sessions that a line names: {@code MON-FRI 09:30-16:00}, {@code SUN 17:00-FRI 17:00}.
   *
   * @throws ProblemException Invalid for the field {@code hours}
   */
  public static List<WeeklySession> of(String line) {
    Matcher span = SPAN.matcher(line);
    if (span.matches()) {
      return List.of(
          new WeeklySession(
              (day(span.group(1)) * DAY + minute(span, 2)) % WEEK,
              (day(span.group(6)) * DAY + minute(span, 7)) % WEEK));
    }
    Matcher days = DAYS.matcher(line);
    if (!days.matches()) {
      throw ProblemException.invalid(
          "hours", "must be like MON-FRI 09:30-16:00 or SUN 17:00-FRI 17:00, days in English");
    }
    int from = minute(days, 3);
    int to = minute(days, 7);
    int first = day(days.group(1));
    int last = days.group(2) == null ? first : day(days.group(2));
    List<WeeklySession> sessions = new ArrayList<>();
    for (int day = first; ; day = (day + 1) % 7) {
      sessions.add(
          new WeeklySession(
              (day * DAY + from) % WEEK, (day * DAY + to + (to > from ? 0 : DAY)) % WEEK));
      if (day == last) {
        return sessions;
      }
    }
  }

  private static int day(String name) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.name().startsWith(name)) {
        return day.ordinal();
      }
    }
    throw new IllegalStateException(name);
  }

  private static int minute(Matcher time, int group) {
    int at = time.group(group) == null ? group + 2 : group;
    return 60 * Integer.parseInt(time.group(at)) + Integer.parseInt(time.group(at + 1));
  }

  /** As {@link #of} reads it: {@code SUN 17:00-FRI 17:00}. */
  public String text() {
    return text(from) + "-" + text(to);
  }

  private static String text(int minute) {
    return "%s %02d:%02d"
        .formatted(
            DayOfWeek.of(minute / DAY + 1).name().substring(0, 3),
            minute % DAY / 60,
            minute % 60);
  }

  boolean holds(LocalDateTime local) {
    int minute = local.getDayOfWeek().ordinal() * DAY + local.getHour() * 60 + local.getMinute();
    return from < to ? minute >= from && minute < to : minute >= from || minute < to;
  }

  /** Minutes of that day at which it begins or ends. */
  List<Integer> edges(DayOfWeek day) {
    List<Integer> edges = new ArrayList<>();
    for (int edge : from == to ? new int[] {} : new int[] {from, to}) {
      if (edge / DAY == day.ordinal()) {
        edges.add(edge % DAY);
      }
    }
    return edges;
  }
}
