package dev.quintet.domain.marketdata;

/** What a tick reports. */
public enum TickKind {
  /** The best bid and ask. */
  QUOTE,
  /** A trade that happened at a price. */
  TRADE
}
