package dev.quintet.benchmarks;

import java.util.List;

/**
 * Lets sides do their work round by round. Who begins changes with every round, so that whatever the
 * one leaves behind (merges, a warm cache, a hot processor) falls on each alike.
 */
final class Rounds {

  private Rounds() {}

  /** Does the work of one round. */
  @FunctionalInterface
  interface Side {
    /**
     * @param round from 0; those of the warm-up come first
     * @return what is measured, mostly seconds
     */
    double measure(int round) throws Exception;
  }

  /**
   * Runs {@code warmUp} rounds that do not count and {@code rounds} that do.
   *
   * @return for each side what it measured in each round that counts
   */
  static double[][] run(int warmUp, int rounds, List<Side> sides) throws Exception {
    double[][] measured = new double[sides.size()][rounds];
    for (int round = 0; round < warmUp + rounds; round++) {
      for (int turn = 0; turn < sides.size(); turn++) {
        int side = (round + turn) % sides.size();
        double value = sides.get(side).measure(round);
        if (round >= warmUp) {
          measured[side][round - warmUp] = value;
        }
      }
    }
    return measured;
  }
}
