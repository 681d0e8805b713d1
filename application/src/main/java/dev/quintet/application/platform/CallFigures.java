package dev.quintet.application.platform;

import dev.quintet.domain.platform.Figure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/**
 * How calls went for a while.
 *
 * @param calls that were answered, well or not
 * @param failures of them that were ours: a store was not available, an outcome is not known, a
 *     defect; never what a caller did wrong
 * @param within how long the while was
 * @param mean from a call to its first answer; zero when there was no call
 * @param p50 as long, to within 7 %
 * @param p99 as long, to within 7 %
 */
public record CallFigures(
    long calls, long failures, Duration within, Duration mean, Duration p50, Duration p99) {

  public BigDecimal callsPerSecond() {
    return perSecond(calls, within);
  }

  /** Of at least one call. */
  public BigDecimal failedPercent() {
    return Figure.percent(failures, calls);
  }

  /** To a microsecond. */
  public static BigDecimal millis(Duration duration) {
    return BigDecimal.valueOf(duration.toNanos(), 6).setScale(3, RoundingMode.HALF_UP);
  }

  /** To a thousandth. */
  static BigDecimal perSecond(long count, Duration within) {
    return BigDecimal.valueOf(count * 1_000)
        .divide(BigDecimal.valueOf(Math.max(1, within.toMillis())), 3, RoundingMode.HALF_UP);
  }
}
