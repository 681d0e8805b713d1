package dev.quintet.client;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What an account holds of a symbol, and what it made with it; money in the currency of the account.
 *
 * @param name where the account hedges; empty where it nets
 * @param quantity negative when it is short, 0 when it is flat
 * @param averagePrice what a unit that is open cost
 * @param realisedProfit of what was closed, from prices alone
 * @param commission of all its fills, as {@code swap} and {@code funding}
 * @param cycles how often it was opened from flat
 */
public record Position(
    String account,
    String symbol,
    String name,
    BigDecimal quantity,
    BigDecimal averagePrice,
    BigDecimal realisedProfit,
    BigDecimal dividends,
    BigDecimal commission,
    BigDecimal swap,
    BigDecimal funding,
    String currency,
    int cycles,
    Instant changedAt) {

  static Position of(dev.quintet.trades.v1.Position position) {
    return new Position(
        position.getAccountId(),
        position.getSymbol(),
        position.getName(),
        new BigDecimal(position.getQuantity()),
        new BigDecimal(position.getAveragePrice()),
        new BigDecimal(position.getRealisedProfit()),
        new BigDecimal(position.getDividends()),
        new BigDecimal(position.getCommission()),
        new BigDecimal(position.getSwap()),
        new BigDecimal(position.getFunding()),
        position.getCurrency(),
        position.getCycles(),
        Times.ofMicros(position.getChangedAtMicros()));
  }
}
