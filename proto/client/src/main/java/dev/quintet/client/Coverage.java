package dev.quintet.client;

import dev.quintet.marketdata.v1.CoverageResponse;
import java.time.Instant;
import java.util.List;

/**
 * What a range holds and lacks.
 *
 * @param coveredMinutes minutes with at least one tick
 * @param holes the periods without ticks, in order
 */
public record Coverage(long coveredMinutes, List<Hole> holes) {

  public Coverage {
    holes = List.copyOf(holes);
  }

  /** A period {@code [from, to)} without ticks, and why. */
  public record Hole(Instant from, Instant to, Reason reason) {}

  public enum Reason {
    /** The market was open and quiet. */
    NO_TICKS,
    MARKET_CLOSED,
    /** Ticks are missing: before the first, after the last, or too long for a quiet market. */
    NEVER_RECEIVED,
    /** Nobody has said when the market is open, or it is a holiday on which venues differ. */
    SESSION_UNKNOWN
  }

  static Coverage of(CoverageResponse response) {
    return new Coverage(
        response.getCoveredMinutes(),
        response.getHolesList().stream()
            .map(
                hole ->
                    new Hole(
                        Times.ofNanos(hole.getFromNanos()),
                        Times.ofNanos(hole.getToNanos()),
                        switch (hole.getReason()) {
                          case HOLE_REASON_NO_TICKS -> Reason.NO_TICKS;
                          case HOLE_REASON_MARKET_CLOSED -> Reason.MARKET_CLOSED;
                          case HOLE_REASON_SESSION_UNKNOWN -> Reason.SESSION_UNKNOWN;
                          case HOLE_REASON_NEVER_RECEIVED, HOLE_REASON_UNSPECIFIED, UNRECOGNIZED ->
                              Reason.NEVER_RECEIVED;
                        }))
            .toList());
  }
}
