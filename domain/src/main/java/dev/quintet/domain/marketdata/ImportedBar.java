package dev.quintet.domain.marketdata;

import dev.quintet.domain.shared.Exact;
import dev.quintet.domain.shared.ProblemException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A bar that somebody else made.
 *
 * @param start within the range of {@link EventTime}
 * @param prices scale 8, within the limits of a price
 * @param volume scale 8, not negative, below 10^30
 * @param technicalIndicators by name (1 to 64 characters of {@code A-Z a-z 0-9 . _ -}), at most 64;
 *     scale 18, magnitudes below 10^20
 */
public record ImportedBar(
    Instant start, Bar.Prices prices, BigDecimal volume, Map<String, BigDecimal> technicalIndicators) {

  /** Most indicators of one bar. */
  public static final int MAX_INDICATORS = 64;

  /** Digits after the point of an indicator: {@code Decimal(38,18)}. */
  public static final int INDICATOR_SCALE = 18;

  private static final int INDICATOR_DIGITS = 20;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  public ImportedBar {
    if (start.isBefore(EventTime.MIN) || !start.isBefore(EventTime.END)) {
      throw ProblemException.invalid(
          "start", "must be within " + EventTime.MIN + " and " + EventTime.END);
    }
    prices = canonical(prices);
    volume = Decimals.exactVolume("volume", volume);
    technicalIndicators = canonical(technicalIndicators);
  }

  private static Bar.Prices canonical(Bar.Prices prices) {
    BigDecimal open = Decimals.exactPrice("open", prices.open());
    BigDecimal high = Decimals.exactPrice("high", prices.high());
    BigDecimal low = Decimals.exactPrice("low", prices.low());
    BigDecimal close = Decimals.exactPrice("close", prices.close());
    if (high.compareTo(open) < 0 || high.compareTo(low) < 0 || high.compareTo(close) < 0) {
      throw ProblemException.invalid("high", "must not be below open, low or close");
    }
    if (low.compareTo(open) > 0 || low.compareTo(close) > 0) {
      throw ProblemException.invalid("low", "must not be above open or close");
    }
    return new Bar.Prices(open, high, low, close);
  }

  private static Map<String, BigDecimal> canonical(Map<String, BigDecimal> indicators) {
    if (indicators.size() > MAX_INDICATORS) {
      throw ProblemException.invalid(
          "technical_indicators", "must be at most " + MAX_INDICATORS);
    }
    Map<String, BigDecimal> canonical = new TreeMap<>();
    indicators.forEach(
        (name, value) ->
            canonical.put(
                name,
                Exact.of(indicator(name), value, INDICATOR_SCALE, INDICATOR_DIGITS)));
    return Map.copyOf(canonical);
  }

  /**
   * What an indicator is called in a problem.
   *
   * @throws ProblemException Invalid when an indicator cannot have that name
   */
  public static String indicator(String name) {
    if (!NAME.matcher(name).matches()) {
      throw ProblemException.invalid(
          "technical_indicators",
          "must be named by 1 to 64 characters of A-Z, a-z, 0-9 and . _ -");
    }
    return "technical_indicators." + name;
  }
}
