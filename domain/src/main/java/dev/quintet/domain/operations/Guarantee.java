package dev.quintet.domain.operations;

import dev.quintet.domain.shared.Words;

/** What an operation promises about the stores that it writes to. */
public enum Guarantee {
  /** One store, in one transaction. */
  SINGLE_STORE,
  /** One transaction in the store of record; the others have it later, in order, and surely. */
  OUTBOX,
  /** Steps in order, each of which is compensated when a later one fails. */
  SAGA;

  public static Guarantee of(String word) {
    return Words.find("guarantee", word, values(), Words::of);
  }
}
