package dev.quintet.client;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Open, high, low and close of an interval.
 *
 * @param start UTC, inclusive
 * @param prices null only in a bar that was filled with nothing
 * @param ticks number of ticks; 0 in filled and imported bars
 * @param building the interval has not ended yet
 * @param filled no tick in the interval
 * @param technicalIndicators of imported bars, by name
 */
public record Bar(
    Instant start,
    @Nullable Prices prices,
    BigDecimal volume,
    long ticks,
    boolean building,
    boolean filled,
    Map<String, BigDecimal> technicalIndicators) {

  /** At most 8 digits after the point, 9 for mid prices. */
  public record Prices(BigDecimal open, BigDecimal high, BigDecimal low, BigDecimal close) {}

  public Bar {
    technicalIndicators = Map.copyOf(technicalIndicators);
  }

  static Bar of(dev.quintet.marketdata.v1.Bar bar) {
    Prices prices =
        bar.getOpen().isEmpty()
            ? null
            : new Prices(
                new BigDecimal(bar.getOpen()),
                new BigDecimal(bar.getHigh()),
                new BigDecimal(bar.getLow()),
                new BigDecimal(bar.getClose()));
    return new Bar(
        Times.ofNanos(bar.getStartNanos()),
        prices,
        bar.getVolume().isEmpty() ? BigDecimal.ZERO : new BigDecimal(bar.getVolume()),
        bar.getTicks(),
        bar.getBuilding(),
        bar.getFilled(),
        bar.getTechnicalIndicatorsMap().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> new BigDecimal(e.getValue()))));
  }
}
