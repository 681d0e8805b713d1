package dev.quintet.domain.subscriptions;

import dev.quintet.domain.shared.Words;

/** By what totals are grouped, besides the tenant. */
public enum UsageGrouping {
  /** Of UTC. */
  DAY,
  PERIOD,
  TYPE,
  SERVICE,
  USER;

  /** The grouping of that word, as {@link #word()} writes it. */
  public static UsageGrouping of(String word) {
    return Words.find("group", word, values(), UsageGrouping::word);
  }

  public String word() {
    return Words.of(this);
  }
}
