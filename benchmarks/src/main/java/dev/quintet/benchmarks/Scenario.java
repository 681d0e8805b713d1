package dev.quintet.benchmarks;

/**
 * One comparison with the goal it is held to.
 *
 * @param name as it is called on the command line
 * @param about what is compared to what, in one line
 */
record Scenario(String name, String about, Goal goal, Measurement measurement) {

  interface Measurement {
    /**
     * Measures, and prints what else is worth knowing.
     *
     * @return the ratio of each round
     */
    Samples run(Run run) throws Exception;
  }
}
