package dev.quintet.domain.trades;

import dev.quintet.domain.shared.Words;

/** What was done, and the direction of what it opened. */
public enum Side {
  BUY,
  SELL;

  public static Side of(String word) {
    return Words.find("side", word, values(), Words::of);
  }

  /** 1 for {@link #BUY}, -1 for {@link #SELL}. */
  public int sign() {
    return this == BUY ? 1 : -1;
  }
}
