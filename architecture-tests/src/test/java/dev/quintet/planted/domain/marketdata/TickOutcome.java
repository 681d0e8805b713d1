package dev.quintet.planted.domain.marketdata;

/** Keeps every rule: an interface that lists its alternatives is no port. */
sealed interface TickOutcome {

  /** One alternative. */
  record Stored(long ticks) implements TickOutcome {}
}
