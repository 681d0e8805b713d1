package dev.quintet.domain.subscriptions;

import dev.quintet.domain.shared.ProblemException;
import java.util.Locale;

/** By what totals are told apart, besides the tenant. */
public enum UsageGrouping {
  /** Of UTC. */
  DAY,
  PERIOD,
  TYPE,
  SERVICE,
  USER;

  /** The grouping of that word, as {@link #word()} writes it. */
  public static UsageGrouping of(String word) {
    for (UsageGrouping grouping : values()) {
      if (grouping.word().equals(word)) {
        return grouping;
      }
    }
    throw ProblemException.invalid("group", "must be of day, period, type, service and user");
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
