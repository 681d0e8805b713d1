/**
 * Market data: ticks (quotes and trade prints), the bars made from them, and what was received when.
 *
 * <p>A tick is identified by (tenant, source, symbol, event time, sequence); the same identity with
 * other values is a correction, of which the later wins and the earlier stays readable. Prices have
 * 8 decimal digits in 64 bits, volumes 8 in 128; both are exact, never floating point. Times are
 * nanoseconds since 1970-01-01T00:00Z; periods are half-open. Depends on {@code shared} and {@code
 * tenancy}.
 */
@NullMarked
package dev.quintet.domain.marketdata;

import org.jspecify.annotations.NullMarked;
