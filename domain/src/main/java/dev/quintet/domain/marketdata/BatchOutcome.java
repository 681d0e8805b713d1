package dev.quintet.domain.marketdata;

/**
 * What is recorded of a batch, so that its repetition gets the same numbers.
 *
 * @param accepted rows that were stored
 * @param rejected rows that were refused
 */
public record BatchOutcome(int accepted, int rejected) {

  /**
   * What batches of ticks and of bars are recorded as. They share it, and so the ids of their tenant:
   * their content is never the same, so one id for both is a conflict.
   */
  public static final String KIND = "batch";

  private static final String VERSION = "1 ";

  /** Of the text that {@link #text()} made, in whatever version it was recorded. */
  public static BatchOutcome of(String text) {
    int gap = text.indexOf(' ', VERSION.length());
    if (!text.startsWith(VERSION) || gap < 0) {
      throw new IllegalArgumentException("not the outcome of a batch: " + text);
    }
    return new BatchOutcome(
        Integer.parseInt(text, VERSION.length(), gap, 10),
        Integer.parseInt(text, gap + 1, text.length(), 10));
  }

  public String text() {
    return VERSION + accepted + ' ' + rejected;
  }
}
