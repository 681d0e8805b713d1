package dev.quintet.domain.platform;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/**
 * Figures that later ones are compared with.
 *
 * @param setAt microseconds
 * @param setBy the prefix of the key that was used
 * @param values by the name of the metric; what was not measured then is not there
 */
public record Baseline(Instant setAt, String setBy, Map<String, BigDecimal> values) {

  public Baseline {
    setAt = setAt.truncatedTo(ChronoUnit.MICROS);
    values = Map.copyOf(values);
  }

  /** In the order of their names. */
  public Map<String, BigDecimal> inOrder() {
    return new TreeMap<>(values);
  }
}
