package dev.quintet.domain.marketdata;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One bar of a symbol.
 *
 * @param start UTC, inclusive
 * @param prices null only in a bar without ticks that was filled with nothing
 * @param volume sum over the ticks, scale 8
 * @param ticks number of ticks; 0 in a filled bar
 */
public record Bar(Instant start, @Nullable Prices prices, BigDecimal volume, long ticks) {

  /** Open, high, low and close; scale 8, or 9 for mid prices. */
  public record Prices(BigDecimal open, BigDecimal high, BigDecimal low, BigDecimal close) {}
}
