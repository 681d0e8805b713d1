package dev.quintet.bootstrap.faults;

import java.util.Random;

/** Where a run's chances come from, so that it can be run again. */
final class Seed {

  /** Whether this is the long set, {@code -Pfaults}. */
  static final boolean LONG = Boolean.getBoolean("faults.long");

  private Seed() {}

  /** Fixed in the short set, new at each run of the long one, and whatever was asked for. */
  static Random random(Class<?> test, long fixed) {
    long seed = Long.getLong("faults.seed", LONG ? System.nanoTime() : fixed);
    System.out.println(test.getSimpleName() + " with -Dfaults.seed=" + seed);
    return new Random(seed);
  }
}
