package dev.quintet.domain.marketdata;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What the rows of a batch span, for who looks whether it is what was meant.
 *
 * @param first the earliest event time
 * @param last the latest
 * @param lowest of all price columns
 * @param highest of all price columns
 */
public record TickRange(Instant first, Instant last, BigDecimal lowest, BigDecimal highest) {}
