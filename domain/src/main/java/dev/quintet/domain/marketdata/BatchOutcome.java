package dev.quintet.domain.marketdata;

import java.util.Arrays;

/**
 * What is recorded of a batch, so that its repetition gets the same numbers.
 *
 * @param accepted rows that were stored, and are billed
 * @param duplicate rows that were stored with the same values before
 * @param corrected those of the accepted that replaced a stored tick with other values
 * @param rejected rows that were refused
 */
public record BatchOutcome(int accepted, int duplicate, int corrected, int rejected) {

  /**
   * What batches of ticks and of bars are recorded as. They share it, and so the ids of their tenant:
   * their content is never the same, so one id for both is a conflict.
   */
  public static final String KIND = "batch";

  /** Of the text that {@link #text()} made, in whatever version it was recorded. */
  public static BatchOutcome of(String text) {
    String[] parts = text.split(" ", -1);
    try {
      int[] numbers = Arrays.stream(parts).mapToInt(Integer::parseInt).toArray();
      if (numbers.length == 3 && numbers[0] == 1) {
        return new BatchOutcome(numbers[1], 0, 0, numbers[2]);
      }
      if (numbers.length == 5 && numbers[0] == 2) {
        return new BatchOutcome(numbers[1], numbers[2], numbers[3], numbers[4]);
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not the outcome of a batch: " + text, e);
    }
    throw new IllegalArgumentException("not the outcome of a batch: " + text);
  }

  public String text() {
    return "2 " + accepted + ' ' + duplicate + ' ' + corrected + ' ' + rejected;
  }
}
