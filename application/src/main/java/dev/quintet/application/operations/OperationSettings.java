package dev.quintet.application.operations;

import java.time.Duration;

/**
 * How operations over several stores are looked after.
 *
 * @param comparedEvery how long after its comparison what is derived of a tenant is compared again, a
 *     second to a day
 * @param receiptsKept how long receipts of operations are kept that all stores have, an hour to ten years
 */
public record OperationSettings(Duration comparedEvery, Duration receiptsKept) {

  public static final OperationSettings STANDARD =
      new OperationSettings(Duration.ofMinutes(5), Duration.ofDays(30));

  private static final Duration LONGEST_LOOK = Duration.ofMinutes(1);

  public OperationSettings {
    within("compared-every", comparedEvery, Duration.ofSeconds(1), Duration.ofDays(1));
    within("receipts-kept", receiptsKept, Duration.ofHours(1), Duration.ofDays(3_652));
  }

  private static void within(String key, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          key + " must be " + least + " to " + most + ", is " + value);
    }
  }

  /** How often it is looked who is due. */
  public Duration look() {
    return comparedEvery.compareTo(LONGEST_LOOK) < 0 ? comparedEvery : LONGEST_LOOK;
  }
}
