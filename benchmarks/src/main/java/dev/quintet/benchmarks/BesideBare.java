package dev.quintet.benchmarks;

/** Quintet beside the {@link BareService} on both kinds of threads, of which the better one counts. */
final class BesideBare {

  private BesideBare() {}

  /** Of two sides the one with the lower median; lower is better. */
  static double[] better(double[] some, double[] others) {
    return new Samples(some).median() <= new Samples(others).median() ? some : others;
  }

  /** A line of figures. */
  static void print(Run run, String side, String unit, Samples figures) {
    run.print("%-22s %6.0f %s (%s)", side, figures.median(), unit, figures.spread());
  }
}
