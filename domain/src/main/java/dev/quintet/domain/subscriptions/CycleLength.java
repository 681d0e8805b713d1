package dev.quintet.domain.subscriptions;

import dev.quintet.domain.shared.Words;

/** How long a cycle is. */
public enum CycleLength {
  MONTHLY(1),
  QUARTERLY(3),
  YEARLY(12);

  private final int months;

  CycleLength(int months) {
    this.months = months;
  }

  public int months() {
    return months;
  }

  /** The length of that word, as {@link #word()} writes it. */
  public static CycleLength of(String word) {
    return Words.find("cycle", word, values(), CycleLength::word);
  }

  public String word() {
    return Words.of(this);
  }
}
