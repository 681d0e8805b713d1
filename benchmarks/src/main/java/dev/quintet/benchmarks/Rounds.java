package dev.quintet.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/**
 * Lets sides do their work round by round. Who begins changes with every round, so that whatever the
 * one leaves behind (merges, a warm cache, a hot processor) falls on each alike.
 */
final class Rounds {

  private final Run run;
  private final int warmUp;
  private final int rounds;
  private final List<Side> sides = new ArrayList<>();
  private final Map<String, double[]> measured = new LinkedHashMap<>();

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
   * @param warmUp rounds that do not count and come first
   * @param usual how many rounds count unless the caller says it
   */
  Rounds(Run run, int warmUp, int usual) {
    this.run = run;
    this.warmUp = warmUp;
    this.rounds = run.rounds().orElse(usual);
  }

  Rounds side(String name, Side side) {
    sides.add(side);
    measured.put(name, new double[rounds]);
    return this;
  }

  Rounds measure() throws Exception {
    List<double[]> values = List.copyOf(measured.values());
    for (int round = 0; round < warmUp + rounds; round++) {
      for (int turn = 0; turn < sides.size(); turn++) {
        int side = (round + turn) % sides.size();
        double value = sides.get(side).measure(round);
        if (round >= warmUp) {
          values.get(side)[round - warmUp] = value;
        }
      }
    }
    return this;
  }

  /** What the side measured in each round that counts. */
  double[] of(String side) {
    return Objects.requireNonNull(measured.get(side), side);
  }

  /** Of what the sides measured together. */
  double[] sum(String side, String other) {
    double[] sum = of(side).clone();
    for (int round = 0; round < sum.length; round++) {
      sum[round] += of(other)[round];
    }
    return sum;
  }

  /** Of the side with the lower median; lower is better. */
  double[] better(String side, String other) {
    return new Samples(of(side)).median() <= new Samples(of(other)).median()
        ? of(side)
        : of(other);
  }

  /** What the one measured to what the other did, round by round. */
  Samples ratio(String side, String other) {
    return Samples.ratios(of(side), of(other));
  }

  /**
   * Prints a line for each side.
   *
   * @param format takes the median of the figures and their spread
   * @param figure what is made of a measured value
   */
  void print(String format, DoubleUnaryOperator figure) {
    measured.forEach(
        (side, values) -> {
          Samples figures = Samples.of(values, figure);
          run.print("%-24s " + format, side, figures.median(), figures.spread());
        });
  }
}
