package dev.quintet.benchmarks;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a process needed of the machine at the beginning and at the end of a time: the medians of the
 * first and the last tenth of the looks at it, so that a single moment says nothing.
 */
record Growth(Footprint start, Footprint end) {

  private static final int SHARE = 10;

  /**
   * @param looks in the order of time, at least one
   */
  static Growth of(List<Footprint> looks) {
    int share = Math.max(1, looks.size() / SHARE);
    return new Growth(
        median(looks.subList(0, share)), median(looks.subList(looks.size() - share, looks.size())));
  }

  private static Footprint median(List<Footprint> looks) {
    return new Footprint(
        middle(looks, Footprint::residentMegabytes),
        (int) middle(looks, Footprint::threads),
        (int) middle(looks, Footprint::openFiles));
  }

  private static double middle(List<Footprint> looks, ToDoubleFunction<Footprint> figure) {
    return looks.stream()
        .sorted(Comparator.comparingDouble(figure))
        .skip(looks.size() / 2)
        .mapToDouble(figure)
        .findFirst()
        .orElseThrow();
  }

  /** End to start, of what grew most. */
  double worst() {
    return Math.max(
        end.residentMegabytes() / start.residentMegabytes(),
        Math.max(
            (double) end.threads() / start.threads(),
            (double) end.openFiles() / start.openFiles()));
  }
}
