package dev.quintet.domain.marketdata;

import dev.quintet.domain.shared.Words;

/** The price a bar is made from. */
public enum Side {
  BID,
  ASK,
  /** (bid + ask) / 2, exact: it has 9 digits after the point. */
  MID,
  /** The prices of trade prints. */
  TRADE;

  /** The side of that word, as {@link #word()} writes it. */
  public static Side of(String word) {
    return Words.find("side", word, values(), Side::word);
  }

  public String word() {
    return Words.of(this);
  }

  /** Digits after the point of this side's prices. */
  public int scale() {
    return this == MID ? Decimals.PRICE_SCALE + 1 : Decimals.PRICE_SCALE;
  }

  /** The kind of tick that carries this side. */
  public TickKind kind() {
    return this == TRADE ? TickKind.TRADE : TickKind.QUOTE;
  }
}
