package dev.quintet.domain.trades;

import dev.quintet.domain.shared.Money;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * A lot, or a part of one, that a fill closed.
 *
 * @param cycle of the position, 1 for the first: from when it opens until nothing is open
 * @param opened the fill that opened it
 * @param closed the fill that closed it
 * @param side of what was open: BUY for a long position
 * @param quantity above 0
 * @param cost before its conversion: exact, with {@value Fill#EXACT_SCALE} digits after the point
 * @param closePrice of the fill that closed it
 * @param gross profit from prices alone; those of a position add up to its profit, rounded once
 * @param costs the share of both fills
 * @param conversion of the fill that closed it, by which the gross profit follows
 */
public record ClosedLot(
    Position.Key position,
    int cycle,
    TradeId opened,
    Instant openedAt,
    TradeId closed,
    Instant closedAt,
    Side side,
    BigDecimal quantity,
    BigDecimal cost,
    BigDecimal closePrice,
    Money gross,
    Costs costs,
    Fill.Conversion conversion) {

  /** Profit after costs. */
  public Money net() {
    return gross.plus(costs.effect());
  }

  /** Of a unit, rounded half-even to 8 digits after the point. */
  public BigDecimal openPrice() {
    return Position.price(cost, quantity);
  }
}
