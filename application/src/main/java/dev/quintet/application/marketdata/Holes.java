package dev.quintet.application.marketdata;

import dev.quintet.domain.marketdata.Coverage;
import dev.quintet.domain.marketdata.Hole;
import dev.quintet.domain.marketdata.MarketHours;
import dev.quintet.domain.marketdata.SymbolSummary;
import dev.quintet.domain.marketdata.TimeRange;
import dev.quintet.domain.shared.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the minutes with ticks, as they come, into the holes between them. */
final class Holes {

  static final int MAX = 50_000;

  private static final long MINUTE = 60;

  private final @Nullable MarketHours hours;
  private final Instant end;
  private final @Nullable SymbolSummary received;
  private final Duration shortest;
  private final List<Hole> holes = new ArrayList<>();
  private Instant quietSince;
  private long covered;

  /**
   * @param hours null when they are not known
   * @param received the period of the symbol's ticks, null when it has none
   * @param shortest shorter holes are left out
   */
  Holes(
      @Nullable MarketHours hours,
      TimeRange range,
      @Nullable SymbolSummary received,
      Duration shortest) {
    this.hours = hours;
    this.end = range.to();
    this.received = received;
    this.shortest = shortest;
    this.quietSince = range.from();
  }

  void minute(long minuteSinceEpoch) {
    Instant start = Instant.ofEpochSecond(minuteSinceEpoch * MINUTE);
    quietUntil(start);
    quietSince = start.plusSeconds(MINUTE);
    covered++;
  }

  Coverage end() {
    quietUntil(end);
    return new Coverage(holes, covered);
  }

  private void quietUntil(Instant until) {
    Instant from = quietSince;
    while (from.isBefore(until)) {
      Instant to = hours == null ? until : hours.nextChange(from, until);
      add(from, to);
      from = to;
    }
  }

  private void add(Instant from, Instant to) {
    if (Duration.between(from, to).compareTo(shortest) < 0) {
      return;
    }
    if (holes.size() == MAX) {
      throw ProblemException.invalid(
          "min_minutes", "leaves more than " + MAX + " holes; raise it or ask for a shorter range");
    }
    holes.add(new Hole(from, to, reason(from, to)));
  }

  private Hole.Reason reason(Instant from, Instant to) {
    return hours == null
        ? Hole.Reason.SESSION_UNKNOWN
        : switch (hours.stateAt(from)) {
          case CLOSED -> Hole.Reason.MARKET_CLOSED;
          case UNKNOWN -> Hole.Reason.SESSION_UNKNOWN;
          case OPEN -> whileOpen(from, to, hours.longestQuiet());
        };
  }

  private Hole.Reason whileOpen(Instant from, Instant to, Duration longestQuiet) {
    boolean between =
        received != null
            && from.isAfter(received.firstTick())
            && !to.isAfter(received.lastTick());
    boolean usual = Duration.between(from, to).compareTo(longestQuiet) <= 0;
    return between && usual ? Hole.Reason.NO_TICKS : Hole.Reason.NEVER_RECEIVED;
  }
}
