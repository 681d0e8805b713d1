package dev.quintet.domain.marketdata;

import dev.quintet.domain.shared.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * When a class of markets is open: weekly sessions in the local time of an exchange, and days on which
 * they are otherwise.
 */
public final class MarketHours {

  /** Most sessions of one week. */
  public static final int MAX_SESSIONS = 100;

  /** Most closures. */
  public static final int MAX_CLOSURES = 2_000;

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

  private final String name;
  private final ZoneId zone;
  private final List<WeeklySession> sessions;
  private final Duration longestQuiet;
  private final NavigableMap<LocalDateTime, Closure> closures = new TreeMap<>();
  private final NavigableSet<LocalDateTime> edges = new TreeSet<>();

  /** Whether a market is open. */
  public enum State {
    OPEN,
    CLOSED,
    /** A holiday on which it is not certain, or a time of which nothing is known. */
    UNKNOWN
  }

  /**
   * A period, in local time, in which the sessions do not hold.
   *
   * @param certain whether the market was closed; else nothing is known of it
   */
  public record Closure(LocalDateTime from, LocalDateTime to, boolean certain) {

    /** A day on which the market is closed. */
    public static Closure of(LocalDate day) {
      return new Closure(day.atStartOfDay(), day.plusDays(1).atStartOfDay(), true);
    }
  }

  /**
   * @param name 1 to 32 characters of {@code a-z 0-9 -}, starting with a letter
   * @param sessions at least one
   * @param longestQuiet an open market without ticks for longer is taken for ticks not received; 1
   *     minute to 30 days
   * @throws ProblemException Invalid naming {@code name}, {@code hours}, {@code closed} or {@code
   *     longest_quiet_minutes}
   */
  public MarketHours(
      String name,
      ZoneId zone,
      List<WeeklySession> sessions,
      List<Closure> closures,
      Duration longestQuiet) {
    if (!NAME.matcher(name).matches()) {
      throw ProblemException.invalid(
          "name", "must be 1 to 32 characters of a-z, 0-9 and -, starting with a letter");
    }
    if (sessions.isEmpty() || sessions.size() > MAX_SESSIONS) {
      throw ProblemException.invalid("hours", "must name 1 to " + MAX_SESSIONS + " sessions a week");
    }
    if (closures.size() > MAX_CLOSURES) {
      throw ProblemException.invalid("closed", "must be at most " + MAX_CLOSURES);
    }
    if (longestQuiet.compareTo(Duration.ofMinutes(1)) < 0
        || longestQuiet.compareTo(Duration.ofDays(30)) > 0) {
      throw ProblemException.invalid("longest_quiet_minutes", "must be 1 minute to 30 days");
    }
    this.name = name;
    this.zone = zone;
    this.sessions = List.copyOf(sessions);
    this.longestQuiet = longestQuiet;
    for (Closure closure : closures) {
      this.closures.put(closure.from(), closure);
      edges.add(closure.from());
      edges.add(closure.to());
    }
  }

  public String name() {
    return name;
  }

  public ZoneId zone() {
    return zone;
  }

  public List<WeeklySession> sessions() {
    return sessions;
  }

  public List<Closure> closures() {
    return List.copyOf(closures.values());
  }

  /** An open market without ticks for longer than this is taken for ticks not received. */
  public Duration longestQuiet() {
    return longestQuiet;
  }

  public State stateAt(Instant instant) {
    LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
    if (sessions.stream().noneMatch(session -> session.holds(local))) {
      return State.CLOSED;
    }
    Map.Entry<LocalDateTime, Closure> closure = closures.floorEntry(local);
    if (closure == null || !closure.getValue().to().isAfter(local)) {
      return State.OPEN;
    }
    return closure.getValue().certain() ? State.CLOSED : State.UNKNOWN;
  }

  /**
   * The next instant after {@code instant} at which the state is another; {@code end} if it is the same
   * until then.
   */
  public Instant nextChange(Instant instant, Instant end) {
    State state = stateAt(instant);
    LocalDate day = LocalDate.ofInstant(instant, zone);
    LocalDate last = LocalDate.ofInstant(end, zone);
    for (; !day.isAfter(last); day = day.plusDays(1)) {
      for (Instant change : changes(day)) {
        if (!change.isBefore(end)) {
          return end;
        }
        if (change.isAfter(instant) && stateAt(change) != state) {
          return change;
        }
      }
    }
    return end;
  }

  /** The instants of a local day at which anything may change, ascending. */
  private List<Instant> changes(LocalDate day) {
    List<Instant> changes = new ArrayList<>();
    LocalDateTime start = day.atStartOfDay();
    sessions.stream()
        .flatMap(session -> session.edges(day.getDayOfWeek()).stream())
        .forEach(minute -> add(changes, start.plusMinutes(minute)));
    edges.subSet(start, start.plusDays(1)).forEach(edge -> add(changes, edge));
    ZoneOffsetTransition shift = zone.getRules().nextTransition(start.atZone(zone).toInstant());
    if (shift != null && shift.getInstant().isBefore(start.plusDays(1).atZone(zone).toInstant())) {
      changes.add(shift.getInstant());
    }
    Collections.sort(changes);
    return changes;
  }

  /** When clocks are put back it is twice. */
  private void add(List<Instant> changes, LocalDateTime local) {
    ZonedDateTime time = local.atZone(zone);
    changes.add(time.toInstant());
    changes.add(time.withLaterOffsetAtOverlap().toInstant());
  }
}
