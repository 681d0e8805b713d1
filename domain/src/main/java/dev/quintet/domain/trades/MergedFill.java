package dev.quintet.domain.trades;

import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.users.AccountId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * Fills of one order of an account, that are of one symbol, side and multiplier, as one. A fill without an
 * order stands alone.
 *
 * @param ids of the fills, in their order
 * @param order its id; empty: not known
 * @param quantity of all
 * @param price weighted by quantity, rounded half-even to 8 digits after the point
 * @param from when the first was
 * @param to when the last was
 */
public record MergedFill(
    AccountId account,
    Symbol symbol,
    Side side,
    String order,
    List<TradeId> ids,
    BigDecimal quantity,
    BigDecimal price,
    Costs costs,
    BigDecimal multiplier,
    Instant from,
    Instant to) {

  public MergedFill {
    ids = List.copyOf(ids);
  }

  /**
   * Of fills that are to be one.
   *
   * @param fills at least one, in their order
   */
  public static MergedFill of(List<Fill> fills) {
    Fill first = fills.getFirst();
    BigDecimal quantity = BigDecimal.ZERO;
    BigDecimal value = BigDecimal.ZERO;
    Costs costs = Costs.none(first.costs().currency());
    for (Fill fill : fills) {
      quantity = quantity.add(fill.quantity());
      value = value.add(fill.quantity().multiply(fill.price()));
      costs = costs.plus(fill.costs());
    }
    return new MergedFill(
        first.account(),
        first.symbol(),
        first.side(),
        first.origin().order(),
        fills.stream().map(Fill::id).toList(),
        quantity,
        Position.price(value, quantity),
        costs,
        first.conversion().multiplier(),
        first.at(),
        fills.getLast().at());
  }
}
