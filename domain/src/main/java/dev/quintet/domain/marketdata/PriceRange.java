package dev.quintet.domain.marketdata;

import java.math.BigDecimal;

/**
 * Between which prices a symbol moved.
 *
 * @param low of all bars; at the scale of their side
 * @param high of all bars
 * @param minutes how many bars there are, at least 1
 */
public record PriceRange(BigDecimal low, BigDecimal high, long minutes) {}
