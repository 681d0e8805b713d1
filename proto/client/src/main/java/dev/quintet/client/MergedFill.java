package dev.quintet.client;

import dev.quintet.trades.v1.MergedFillsRequest;
import dev.quintet.trades.v1.TradeFilter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Fills of one order, symbol, side and multiplier as one.
 *
 * @param ids of the fills, in their order
 * @param order empty: a fill without an order, which stands alone
 * @param price weighted by quantity
 * @param from when the first was
 * @param to when the last was
 */
public record MergedFill(
    List<String> ids,
    String account,
    String symbol,
    String side,
    BigDecimal quantity,
    BigDecimal price,
    Fill.Costs costs,
    String order,
    BigDecimal multiplier,
    Instant from,
    Instant to) {

  public MergedFill {
    ids = List.copyOf(ids);
  }

  static Iterable<MergedFill> all(Connection connection, TradeFilter filter) {
    return Paged.all(
        cursor -> {
          MergedFillsRequest request =
              MergedFillsRequest.newBuilder().setFilter(filter).setCursor(cursor).build();
          var page = connection.call(() -> connection.trades(Duration.ZERO).mergedFills(request));
          return new Paged<>(
              page.getFillsList().stream().map(MergedFill::of).toList(), page.getNextCursor());
        });
  }

  private static MergedFill of(dev.quintet.trades.v1.MergedFill fill) {
    return new MergedFill(
        fill.getTradeIdsList(),
        fill.getAccountId(),
        fill.getSymbol(),
        fill.getSide(),
        new BigDecimal(fill.getQuantity()),
        new BigDecimal(fill.getPrice()),
        new Fill.Costs(
            new BigDecimal(fill.getCommission()),
            new BigDecimal(fill.getSwap()),
            new BigDecimal(fill.getFunding()),
            fill.getCurrency()),
        fill.getOrderId(),
        new BigDecimal(fill.getMultiplier()),
        Times.ofMicros(fill.getFromMicros()),
        Times.ofMicros(fill.getToMicros()));
  }
}
