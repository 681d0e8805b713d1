package dev.quintet.domain.trades;

import dev.quintet.domain.shared.Words;

/** How positions of an account follow from its fills. */
public record PositionRules(Mode mode, Method method) {

  /** Of an account for which nothing was said. */
  public static final PositionRules STANDARD = new PositionRules(Mode.NETTING, Method.FIFO);

  /** How many positions of a symbol there are. */
  public enum Mode {
    /** One; a fill of the other side closes it, and what is more than it opens it anew. */
    NETTING,
    /** Any number, each with a name; it is closed once, by no more than it has. */
    HEDGING;

    public static Mode of(String word) {
      return Words.find("mode", word, values(), Words::of);
    }
  }

  /** Which lots a close consumes, and at what cost. */
  public enum Method {
    /** The oldest first. */
    FIFO,
    /** The newest first. */
    LIFO,
    /** The oldest first, each unit at the average cost of all that were open. */
    AVERAGE;

    public static Method of(String word) {
      return Words.find("method", word, values(), Words::of);
    }
  }
}
