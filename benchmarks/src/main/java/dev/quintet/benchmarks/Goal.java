package dev.quintet.benchmarks;

import java.util.Locale;

/** What a ratio shall be. */
record Goal(Bound bound, double limit) {

  enum Bound {
    AT_LEAST(">="),
    AT_MOST("<=");

    private final String sign;

    Bound(String sign) {
      this.sign = sign;
    }
  }

  static Goal atLeast(double limit) {
    return new Goal(Bound.AT_LEAST, limit);
  }

  static Goal atMost(double limit) {
    return new Goal(Bound.AT_MOST, limit);
  }

  boolean isMetBy(double ratio) {
    return switch (bound) {
      case AT_LEAST -> ratio >= limit;
      case AT_MOST -> ratio <= limit;
    };
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s%.2f", bound.sign, limit);
  }
}
