package dev.quintet.domain.marketdata;

import dev.quintet.domain.shared.ProblemException;
import java.util.Locale;

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
    for (Side side : values()) {
      if (side.word().equals(word)) {
        return side;
      }
    }
    throw ProblemException.invalid("side", "must be bid, ask, mid or trade");
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
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
