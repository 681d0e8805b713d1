package dev.quintet.domain.tenancy;

import dev.quintet.domain.shared.ProblemException;
import java.util.Locale;

/** What a tenant pays for; limits and lifetimes depend on it. */
public enum Tier {
  FREE,
  PRO,
  ENTERPRISE;

  /** The tier of that word, as {@link #word()} writes it. */
  public static Tier of(String word) {
    for (Tier tier : values()) {
      if (tier.word().equals(word)) {
        return tier;
      }
    }
    throw ProblemException.invalid("tier", "must be free, pro or enterprise");
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
