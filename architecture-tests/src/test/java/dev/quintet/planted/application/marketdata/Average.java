package dev.quintet.planted.application.marketdata;

import java.util.List;
import java.util.Map;

/** Computes in binary fractions. */
final class Average {

  private final float[] sum = {};

  double of(int index) {
    return sum[index];
  }

  void boxed(Double value) {
    sum[0] = value.floatValue();
  }

  Map<String, List<Double>> all() {
    return Map.of();
  }
}
