package dev.quintet.benchmarks;

/** One comparison with the goal it is held to. */
interface Scenario {

  /** As it is called on the command line. */
  String name();

  /** What is compared to what, in one line. */
  String about();

  Goal goal();

  /**
   * Measures, and prints what else is worth knowing.
   *
   * @return the ratio of each round
   */
  Samples run(Run run) throws Exception;
}
