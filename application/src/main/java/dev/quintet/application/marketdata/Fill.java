package dev.quintet.application.marketdata;

import dev.quintet.domain.shared.ProblemException;
import java.util.Locale;

/** What stands for an interval without ticks. Nothing is filled beyond now. */
public enum Fill {
  /** No bar. */
  NONE,
  /** A bar of the close before it, without volume; none before the first bar of the answer. */
  PREVIOUS,
  /** A bar without prices. */
  NULL;

  /** The mode of that word, as {@link #word()} writes it. */
  public static Fill of(String word) {
    for (Fill fill : values()) {
      if (fill.word().equals(word)) {
        return fill;
      }
    }
    throw ProblemException.invalid("fill", "must be none, previous or null");
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
