package dev.quintet.adapters.in.rest.platform;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quintet.application.platform.Performance;
import dev.quintet.domain.platform.Baseline;
import dev.quintet.domain.platform.Metric;
import dev.quintet.domain.shared.Words;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How fast the service is, beside how fast it was.
 *
 * @param measuredAt ISO 8601, UTC; figures are of the minute before
 * @param baseline null before one was set
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record PerformanceBody(String measuredAt, @Nullable SetBaseline baseline, List<Figure> metrics) {

  /**
   * When the baseline was set and by whose key.
   *
   * @param setBy prefix of the key
   */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record SetBaseline(String setAt, String setBy) {

    static SetBaseline of(Baseline baseline) {
      return new SetBaseline(baseline.setAt().toString(), baseline.setBy());
    }
  }

  /**
   * A figure.
   *
   * @param direction lower_is_better or higher_is_better
   * @param current null when there was too little to measure
   * @param ratio how many times better than the baseline, whatever the direction: above 1 is better;
   *     null when there is nothing to compare, or a division by zero
   * @param verdict better, same (within a tenth), worse, no_baseline or not_measured
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Figure(
      String name,
      String unit,
      String direction,
      @Nullable BigDecimal current,
      @Nullable BigDecimal baseline,
      @Nullable BigDecimal ratio,
      String verdict) {

    static Figure of(Metric metric) {
      return new Figure(
          metric.name(),
          metric.unit(),
          Words.of(metric.direction()),
          metric.current(),
          metric.baseline(),
          metric.ratio().orElse(null),
          Words.of(metric.verdict()));
    }
  }

  static PerformanceBody of(Performance.Report report) {
    return new PerformanceBody(
        report.measuredAt().toString(),
        report.baseline().map(SetBaseline::of).orElse(null),
        report.metrics().stream().map(Figure::of).toList());
  }
}
