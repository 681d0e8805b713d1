package dev.quintet.domain.tenancy;

import dev.quintet.domain.shared.Words;

/** What a tenant pays for; limits and lifetimes depend on it. */
public enum Tier {
  FREE,
  PRO,
  ENTERPRISE;

  /** The tier of that word, as {@link #word()} writes it. */
  public static Tier of(String word) {
    return Words.find("tier", word, values(), Tier::word);
  }

  public String word() {
    return Words.of(this);
  }
}
