package dev.quintet.benchmarks;

import java.util.Locale;

/** What a ratio shall be. */
record Goal(String sign, double limit) {

  static Goal atLeast(double limit) {
    return new Goal(">=", limit);
  }

  static Goal atMost(double limit) {
    return new Goal("<=", limit);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s%.2f", sign, limit);
  }
}
