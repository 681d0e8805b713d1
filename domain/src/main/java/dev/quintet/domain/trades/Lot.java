package dev.quintet.domain.trades;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What is left of a fill that opened or increased a position.
 *
 * @param fill that opened it
 * @param at when
 * @param quantity above 0
 * @param cost quantity times price as it was paid, before its conversion: exact, with {@value
 *     Fill#EXACT_SCALE} digits after the point; in an account with average cost its share of what all lots
 *     cost
 * @param costs of the fill, that are left with this quantity
 * @param conversion of the fill; the rate that counts is that of the fill that closes it
 */
public record Lot(
    TradeId fill,
    Side side,
    Instant at,
    BigDecimal quantity,
    BigDecimal cost,
    Costs costs,
    Fill.Conversion conversion) {

  /** A part of it, with its share of the cost and of the costs. */
  Lot part(BigDecimal some) {
    return new Lot(
        fill,
        side,
        at,
        some,
        Share.of(cost, some, quantity, Fill.EXACT_SCALE),
        costs.share(some, quantity),
        conversion);
  }

  /** What a part leaves. */
  Lot without(Lot part) {
    return new Lot(
        fill,
        side,
        at,
        quantity.subtract(part.quantity),
        cost.subtract(part.cost),
        costs.minus(part.costs),
        conversion);
  }

  Lot with(BigDecimal newQuantity, BigDecimal newCost) {
    return new Lot(fill, side, at, newQuantity, newCost, costs, conversion);
  }
}
