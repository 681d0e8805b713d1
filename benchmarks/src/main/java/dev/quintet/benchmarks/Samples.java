package dev.quintet.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/** Measured values, such as the ratio of each round; at least one. */
final class Samples {

  private final double[] ascending;

  Samples(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("nothing was measured");
    }
    this.ascending = values.clone();
    Arrays.sort(ascending);
  }

  static Samples of(double[] values, DoubleUnaryOperator operator) {
    return new Samples(Arrays.stream(values).map(operator).toArray());
  }

  /** Of each round the one value to the other. */
  static Samples ratios(double[] some, double[] others) {
    if (some.length != others.length) {
      throw new IllegalArgumentException(some.length + " rounds beside " + others.length);
    }
    double[] ratios = new double[some.length];
    Arrays.setAll(ratios, round -> some[round] / others[round]);
    return new Samples(ratios);
  }

  static Samples of(List<Double> values) {
    return new Samples(values.stream().mapToDouble(value -> value).toArray());
  }

  int count() {
    return ascending.length;
  }

  double median() {
    int middle = ascending.length / 2;
    return ascending.length % 2 == 1
        ? ascending[middle]
        : (ascending[middle - 1] + ascending[middle]) / 2;
  }

  /** The smallest value that at least this share of all values does not exceed. */
  double quantile(double share) {
    int rank = (int) Math.ceil(share * ascending.length);
    return ascending[Math.clamp(rank - 1, 0, ascending.length - 1)];
  }

  /** Smallest and largest. */
  String spread() {
    return String.format(
        Locale.ROOT, "%.2f..%.2f", ascending[0], ascending[ascending.length - 1]);
  }

  /** The line that a run ends with: the median, and beside it the smallest and the largest. */
  String verdict(String scenario, Goal goal) {
    return String.format(
        Locale.ROOT,
        "%s ratio=%.2f goal=%s spread=%s n=%d",
        scenario,
        median(),
        goal,
        spread(),
        count());
  }
}
