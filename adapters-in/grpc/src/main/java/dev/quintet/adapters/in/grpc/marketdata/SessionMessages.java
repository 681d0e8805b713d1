package dev.quintet.adapters.in.grpc.marketdata;

import dev.quintet.domain.marketdata.MarketHours;
import dev.quintet.domain.marketdata.MarketHours.Closure;
import dev.quintet.domain.marketdata.MarketSessions;
import dev.quintet.domain.marketdata.MarketSessions.Rule;
import dev.quintet.domain.marketdata.WeeklySession;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.marketdata.v1.MarketClass;
import dev.quintet.marketdata.v1.SessionRule;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Sessions of markets as they are on the wire. */
final class SessionMessages {

  private static final int STANDARD_QUIET_MINUTES = 60;

  private SessionMessages() {}

  static MarketSessions sessions(dev.quintet.marketdata.v1.MarketSessions message) {
    within("classes", message.getClassesCount(), MarketSessions.MAX_CLASSES);
    within("rules", message.getRulesCount(), MarketSessions.MAX_RULES);
    return new MarketSessions(
        each("classes", message.getClassesCount(), index -> hours(message.getClasses(index))),
        each("rules", message.getRulesCount(), index -> rule(message.getRules(index))));
  }

  /** Refused by their number before each is looked at. */
  private static void within(String field, int count, int most) {
    if (count > most) {
      throw ProblemException.invalid(field, "must be at most " + most);
    }
  }

  /** Names the item in what it is refused for. */
  private static <T> List<T> each(String field, int count, IntFunction<T> read) {
    List<T> items = new ArrayList<>(count);
    for (int index = 0; index < count; index++) {
      try {
        items.add(read.apply(index));
      } catch (ProblemException e) {
        if (e.problem() instanceof Problem.Invalid(String inner, String reason)) {
          throw ProblemException.invalid(field + "[" + index + "]." + inner, reason);
        }
        throw e;
      }
    }
    return items;
  }

  private static MarketHours hours(MarketClass message) {
    within("hours", message.getHoursCount(), MarketHours.MAX_SESSIONS);
    within("closed", message.getClosedCount(), MarketHours.MAX_CLOSURES);
    int quiet = message.getLongestQuietMinutes();
    return new MarketHours(
        message.getName(),
        Times.zone(message.getTimeZone()),
        message.getHoursList().stream()
            .flatMap(line -> WeeklySession.of(line).stream())
            .toList(),
        message.getClosedList().stream().map(SessionMessages::closure).toList(),
        Duration.ofMinutes(quiet == 0 ? STANDARD_QUIET_MINUTES : Integer.toUnsignedLong(quiet)));
  }

  private static Closure closure(String text) {
    int slash = text.indexOf('/');
    try {
      if (slash < 0) {
        return Closure.of(LocalDate.parse(text));
      }
      LocalDateTime from = LocalDateTime.parse(text.substring(0, slash));
      LocalDateTime to = LocalDateTime.parse(text.substring(slash + 1));
      if (from.isBefore(to)) {
        return new Closure(from, to, true);
      }
    } catch (DateTimeException e) {
      throw new ProblemException(closed(), e);
    }
    throw new ProblemException(closed());
  }

  private static Problem closed() {
    return new Problem.Invalid(
        "closed", "must be a day (2026-01-26) or from/to (2026-11-27T13:00/2026-11-28T00:00)");
  }

  private static Rule rule(SessionRule message) {
    return new Rule(
        message.getSymbol().isEmpty() ? null : message.getSymbol(),
        TickRequests.source(message.getSource()),
        message.getHours());
  }

  static dev.quintet.marketdata.v1.MarketSessions message(MarketSessions sessions) {
    var message = dev.quintet.marketdata.v1.MarketSessions.newBuilder();
    for (MarketHours hours : sessions.classes()) {
      message.addClasses(
          MarketClass.newBuilder()
              .setName(hours.name())
              .setTimeZone(hours.zone().getId())
              .addAllHours(hours.sessions().stream().map(WeeklySession::text).toList())
              .addAllClosed(hours.closures().stream().map(SessionMessages::text).toList())
              .setLongestQuietMinutes((int) hours.longestQuiet().toMinutes()));
    }
    for (Rule rule : sessions.rules()) {
      message.addRules(
          SessionRule.newBuilder()
              .setSymbol(rule.symbol() == null ? "" : rule.symbol())
              .setSource(rule.source() == null ? "" : rule.source().value())
              .setHours(rule.hours()));
    }
    return message.build();
  }

  private static String text(Closure closure) {
    LocalDate day = closure.from().toLocalDate();
    boolean whole =
        closure.from().toLocalTime().equals(LocalTime.MIDNIGHT)
            && closure.to().equals(day.plusDays(1).atStartOfDay());
    return whole ? day.toString() : closure.from() + "/" + closure.to();
  }
}
