package dev.quintet.domain.shared;


/** What is counted. */
public enum UsageType {
  /** Calls that were answered; a stream is one call. */
  API_CALLS,
  /** Accepted ticks of batches, each batch once however often it was sent. */
  TICKS_PROCESSED,
  /** Decisions of agents and predictions of models that were recorded, each once. */
  AI_DECISIONS;

  /** The type of that word, as {@link #word()} writes it. */
  public static UsageType of(String word) {
    return Words.find("type", word, values(), UsageType::word);
  }

  public String word() {
    return Words.of(this);
  }
}
