package dev.quintet.domain.trades;

/** What is compared between the record of fills and a store that derives from it. */
public enum Audited {
  /** Each at its time. */
  FILLS,
  /** What fills closed, each at the time of the fill that closed. */
  TRADES
}
