package dev.quintet.application.operations;

import java.time.Duration;

/**
 * How long is waited before something is tried again: twice as long each time.
 *
 * @param first after the first time
 * @param longest after many
 * @param look how often rows are looked for that nobody told of
 * @param rest of a tenant whose rows were all delivered, so that one that writes a little all the time
 *     makes blocks and not rows; none while somebody waits for them
 */
record Delays(Duration first, Duration longest, Duration look, Duration rest) {

  static final Delays USUAL =
      new Delays(
          Duration.ofMillis(100),
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          Duration.ofMillis(25));

  private static final int MOST_DOUBLINGS = 20;

  Duration after(int before) {
    Duration doubled = first.multipliedBy(1L << Math.min(before, MOST_DOUBLINGS));
    return doubled.compareTo(longest) > 0 ? longest : doubled;
  }
}
