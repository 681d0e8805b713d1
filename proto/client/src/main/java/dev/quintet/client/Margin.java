package dev.quintet.client;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * Money of an account that is locked for a trade.
 *
 * @param state {@code reserved}, {@code filling}, {@code open}, {@code released} or {@code compensated}
 * @param reason why it was compensated; else empty
 * @param expiresAt when it is released if there is no fill
 * @param fill the id of its fill; empty: there is none yet
 * @param operation by which its receipt is found
 */
public record Margin(
    String id,
    String account,
    BigDecimal amount,
    String currency,
    String state,
    String reason,
    Instant expiresAt,
    String fill,
    String operation) {

  static Margin of(dev.quintet.trades.v1.Margin margin) {
    return new Margin(
        margin.getMarginId(),
        margin.getAccountId(),
        new BigDecimal(margin.getAmount()),
        margin.getCurrency(),
        margin.getState(),
        margin.getReason(),
        Times.ofMicros(margin.getExpiresAtMicros()),
        margin.getTradeId(),
        margin.getOperation());
  }
}
