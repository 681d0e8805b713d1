package dev.quintet.domain.shared;

import java.util.Locale;

/** What is counted. */
public enum UsageType {
  /** Calls that were answered; a stream is one call. */
  API_CALLS,
  /** Accepted ticks of batches, each batch once however often it was sent. */
  TICKS_PROCESSED;

  /** The type of that word, as {@link #word()} writes it. */
  public static UsageType of(String word) {
    for (UsageType type : values()) {
      if (type.word().equals(word)) {
        return type;
      }
    }
    throw ProblemException.invalid("type", "must be api_calls or ticks_processed");
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
