package dev.quintet.domain.marketdata;

import java.time.Instant;

/** A period {@code [from, to)} without ticks, and why. */
public record Hole(Instant from, Instant to, Reason reason) {

  /** Why there are no ticks. */
  public enum Reason {
    /** The market was open and ticks before and after were received: nothing happened. */
    NO_TICKS,
    /** The market was closed. */
    MARKET_CLOSED,
    /**
     * Before the first or after the last tick ever received, or longer than the market is ever
     * quiet.
     */
    NEVER_RECEIVED,
    /** Nothing is known of when the market is open. */
    SESSION_UNKNOWN
  }
}
