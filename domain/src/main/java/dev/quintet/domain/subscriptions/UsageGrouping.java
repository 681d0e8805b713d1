package dev.quintet.domain.subscriptions;

import dev.quintet.domain.shared.Words;

/** By what totals are grouped, besides the tenant. */
public enum UsageGrouping {
  /** Of UTC, on which it is booked. */
  DAY,
  PERIOD,
  TYPE,
  SERVICE,
  USER,
  /** The closed period that late events belong to, apart from what is booked in time. */
  CORRECTS;

  /** The grouping of that word, as {@link #word()} writes it. */
  public static UsageGrouping of(String word) {
    return Words.find("group", word, values(), UsageGrouping::word);
  }

  public String word() {
    return Words.of(this);
  }
}
