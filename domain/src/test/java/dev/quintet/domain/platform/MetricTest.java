package dev.quintet.domain.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.platform.Metric.Direction;
import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MetricTest {

  /** Above 1 is better, whatever the direction. */
  @ParameterizedTest
  @CsvSource({
    "LOWER_IS_BETTER, 5, 10, 2.000, BETTER",
    "LOWER_IS_BETTER, 10, 5, 0.500, WORSE",
    "HIGHER_IS_BETTER, 10, 5, 2.000, BETTER",
    "HIGHER_IS_BETTER, 5, 10, 0.500, WORSE",
    "HIGHER_IS_BETTER, 105, 100, 1.050, SAME",
    "LOWER_IS_BETTER, 105, 100, 0.952, SAME",
    "LOWER_IS_BETTER, 0, 0, 1.000, SAME",
    "LOWER_IS_BETTER, 0, 3, , BETTER",
    "LOWER_IS_BETTER, 3, 0, 0.000, WORSE",
    "HIGHER_IS_BETTER, 3, 0, , BETTER",
    "HIGHER_IS_BETTER, 0, 3, 0.000, WORSE",
    "LOWER_IS_BETTER, , 3, , NOT_MEASURED",
    "LOWER_IS_BETTER, 3, , , NO_BASELINE"
  })
  void theRatioKnowsTheDirection(
      Direction direction,
      BigDecimal current,
      BigDecimal baseline,
      BigDecimal ratio,
      Metric.Verdict verdict) {
    Metric metric = new Metric("m", "ms", direction, current, baseline);

    assertThat(metric.ratio().orElse(null)).isEqualTo(ratio);
    assertThat(metric.verdict()).isEqualTo(verdict);
  }
}
