package dev.quintet.benchmarks;

/** A call over gRPC beside what cannot be had for less: a bare echo and a bare read of the store. */
final class BesideEcho {

  private BesideEcho() {}

  /**
   * Prints the sides.
   *
   * @param read what the store was asked for
   * @param millis p50 of each round: of Quintet, of the echo, of the read
   * @return the ratio of each round, the echo and the read together being 1
   */
  static Samples report(Run run, String read, double[][] millis) {
    String[] sides = {"Quintet", "echo", read};
    for (int side = 0; side < sides.length; side++) {
      Samples micros = Samples.of(millis[side], value -> value * 1_000);
      run.print("%-8s p50 %5.0f us (%s)", sides[side], micros.median(), micros.spread());
    }
    double[] bare = new double[millis[1].length];
    for (int round = 0; round < bare.length; round++) {
      bare[round] = millis[1][round] + millis[2][round];
    }
    return Samples.ofRounds(millis[0], bare, (own, other) -> own / other);
  }
}
