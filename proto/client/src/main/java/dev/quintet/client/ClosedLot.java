package dev.quintet.client;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What a fill opened and another closed; money in the currency of the account.
 *
 * @param position its name where the account hedges; empty where it nets
 * @param cycle 1 from when the position was first opened until nothing was open
 * @param opened the fill that opened it
 * @param closed the fill that closed it
 * @param side {@code buy} for a long position
 * @param commission shares of both fills, as {@code swap} and {@code funding}
 * @param multiplier of the fill that closed it, as {@code rate}
 */
public record ClosedLot(
    String account,
    String symbol,
    String position,
    int cycle,
    String opened,
    String closed,
    Instant openedAt,
    Instant closedAt,
    String side,
    BigDecimal quantity,
    BigDecimal openPrice,
    BigDecimal closePrice,
    BigDecimal grossProfit,
    BigDecimal commission,
    BigDecimal swap,
    BigDecimal funding,
    BigDecimal netProfit,
    String currency,
    BigDecimal multiplier,
    BigDecimal rate) {

  static ClosedLot of(dev.quintet.trades.v1.ClosedLot lot) {
    return new ClosedLot(
        lot.getAccountId(),
        lot.getSymbol(),
        lot.getPosition(),
        lot.getCycle(),
        lot.getOpened(),
        lot.getClosed(),
        Times.ofMicros(lot.getOpenedAtMicros()),
        Times.ofMicros(lot.getClosedAtMicros()),
        lot.getSide(),
        new BigDecimal(lot.getQuantity()),
        new BigDecimal(lot.getOpenPrice()),
        new BigDecimal(lot.getClosePrice()),
        new BigDecimal(lot.getGrossProfit()),
        new BigDecimal(lot.getCommission()),
        new BigDecimal(lot.getSwap()),
        new BigDecimal(lot.getFunding()),
        new BigDecimal(lot.getNetProfit()),
        lot.getCurrency(),
        new BigDecimal(lot.getMultiplier()),
        new BigDecimal(lot.getRate()));
  }
}
