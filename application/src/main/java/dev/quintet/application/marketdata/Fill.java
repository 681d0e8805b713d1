package dev.quintet.application.marketdata;

import dev.quintet.domain.shared.Words;

/** What stands for an interval without ticks. Nothing is filled beyond now. */
public enum Fill {
  /** No bar. */
  NONE,
  /** A bar of the close before it, without volume; none before the first bar of the answer. */
  PREVIOUS,
  /** A bar without prices. */
  NULL,
  /** As PREVIOUS; before the first bar of the answer, of the last price known before the range. */
  CARRY;

  /** The mode of that word, as {@link #word()} writes it. */
  public static Fill of(String word) {
    return Words.find("fill", word, values(), Fill::word);
  }

  public String word() {
    return Words.of(this);
  }
}
