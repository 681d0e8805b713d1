package dev.quintet.domain.marketdata;

import dev.quintet.domain.shared.ProblemException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/**
 * A bar that somebody else made.
 *
 * @param technicalIndicators by name (1 to 64 characters of {@code A-Z a-z 0-9 . _ -}), at most 64;
 *     values of at most 18 digits after the point and below 10^20
 */
public record ImportedBar(
    Instant start, Bar.Prices prices, BigDecimal volume, Map<String, BigDecimal> technicalIndicators) {

  public ImportedBar {
    technicalIndicators = Map.copyOf(technicalIndicators);
    if (prices.high().compareTo(prices.open()) < 0
        || prices.high().compareTo(prices.low()) < 0
        || prices.high().compareTo(prices.close()) < 0) {
      throw ProblemException.invalid("high", "must not be below open, low or close");
    }
    if (prices.low().compareTo(prices.open()) > 0 || prices.low().compareTo(prices.close()) > 0) {
      throw ProblemException.invalid("low", "must not be above open or close");
    }
  }
}
