package dev.quintet.domain.platform;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A figure and what it is compared with.
 *
 * @param unit as it is written behind the figure
 * @param current null when there was too little to measure
 * @param baseline null when it was not measured then, or there is no baseline
 */
public record Metric(
    String name,
    String unit,
    Direction direction,
    @Nullable BigDecimal current,
    @Nullable BigDecimal baseline) {

  private static final int DIGITS = 3;

  /** Less than a tenth more or less is noise. */
  private static final BigDecimal NOISE = new BigDecimal("1.1");

  /** Which of two figures is the better one. */
  public enum Direction {
    LOWER_IS_BETTER,
    HIGHER_IS_BETTER
  }

  /** How the figure compares. */
  public enum Verdict {
    BETTER,
    /** Within a tenth. */
    SAME,
    WORSE,
    /** There is nothing to compare it with. */
    NO_BASELINE,
    /** There was too little to measure. */
    NOT_MEASURED
  }

  /**
   * How many times better than the baseline, whatever the direction: above 1 is better, below 1 is
   * worse. Empty when one of them is not there, or is better than the other beyond any number.
   */
  public Optional<BigDecimal> ratio() {
    if (current == null || baseline == null) {
      return Optional.empty();
    }
    BigDecimal better = direction == Direction.LOWER_IS_BETTER ? baseline : current;
    BigDecimal worse = direction == Direction.LOWER_IS_BETTER ? current : baseline;
    if (better.compareTo(worse) == 0) {
      return Optional.of(BigDecimal.ONE.setScale(DIGITS));
    }
    return worse.signum() == 0
        ? Optional.empty()
        : Optional.of(better.divide(worse, DIGITS, RoundingMode.HALF_UP));
  }

  public Verdict verdict() {
    if (current == null) {
      return Verdict.NOT_MEASURED;
    }
    if (baseline == null) {
      return Verdict.NO_BASELINE;
    }
    return ratio().map(Metric::verdict).orElse(Verdict.BETTER);
  }

  private static Verdict verdict(BigDecimal ratio) {
    if (ratio.compareTo(NOISE) > 0) {
      return Verdict.BETTER;
    }
    return ratio.multiply(NOISE).compareTo(BigDecimal.ONE) < 0 ? Verdict.WORSE : Verdict.SAME;
  }
}
