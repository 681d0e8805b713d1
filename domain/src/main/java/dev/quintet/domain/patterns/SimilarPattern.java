package dev.quintet.domain.patterns;

import java.util.Comparator;

/**
 * A pattern that was found.
 *
 * @param global one of the platform's, which all tenants see
 * @param distance from what was asked for, 0 to 2: {@link Embedding#distance}
 */
public record SimilarPattern(RecordedPattern recorded, boolean global, double distance) {

  /** The nearest first. */
  public static final Comparator<SimilarPattern> ORDER =
      Comparator.comparingDouble(SimilarPattern::distance)
          .thenComparing(it -> it.recorded().pattern().id())
          .thenComparing(SimilarPattern::global);

  /** 1 for the same direction, 0 for the opposite one. */
  public double certainty() {
    return 1 - distance / 2;
  }
}
