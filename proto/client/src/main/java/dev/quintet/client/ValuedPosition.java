package dev.quintet.client;

import dev.quintet.trades.v1.StatedPrice;
import dev.quintet.trades.v1.TradeFilter;
import dev.quintet.trades.v1.ValuePositionsRequest;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An open position, and what it is worth.
 *
 * @param valuation empty when no price, or no rate, of it is known
 */
public record ValuedPosition(Position position, Optional<Valuation> valuation) {

  /**
   * What a position is worth.
   *
   * @param rate of the currency of the price in that of the account
   * @param source {@code stated}, {@code quote} or {@code trade}
   * @param at of the tick; null: the price was stated
   * @param unrealisedProfit what closing all of it so would add to the realised profit
   */
  public record Valuation(
      BigDecimal price,
      BigDecimal rate,
      String source,
      @Nullable Instant at,
      BigDecimal unrealisedProfit) {}

  /**
   * What is known of a symbol.
   *
   * @param price null: the newest that the service has
   * @param rate null: 1
   */
  public record Stated(@Nullable BigDecimal price, @Nullable BigDecimal rate) {}

  static Iterable<ValuedPosition> all(
      Connection connection, TradeFilter filter, Map<String, Stated> stated, boolean quotes) {
    ValuePositionsRequest.Builder request =
        ValuePositionsRequest.newBuilder().setFilter(filter).setLatestQuotes(quotes);
    stated.forEach(
        (symbol, one) ->
            request.addPrices(
                StatedPrice.newBuilder()
                    .setSymbol(symbol)
                    .setPrice(one.price == null ? "" : one.price.toPlainString())
                    .setRate(one.rate == null ? "" : one.rate.toPlainString())));
    return Paged.all(
        cursor -> {
          ValuePositionsRequest next = request.setCursor(cursor).build();
          var page = connection.call(() -> connection.trades(Duration.ZERO).valuePositions(next));
          return new Paged<>(
              page.getPositionsList().stream().map(ValuedPosition::of).toList(),
              page.getNextCursor());
        });
  }

  private static ValuedPosition of(dev.quintet.trades.v1.ValuedPosition message) {
    dev.quintet.trades.v1.Valuation value = message.getValuation();
    return new ValuedPosition(
        Position.of(message.getPosition()),
        message.hasValuation()
            ? Optional.of(
                new Valuation(
                    new BigDecimal(value.getPrice()),
                    new BigDecimal(value.getRate()),
                    value.getSource(),
                    value.getAtMicros() == 0 ? null : Times.ofMicros(value.getAtMicros()),
                    new BigDecimal(value.getUnrealisedProfit())))
            : Optional.empty());
  }
}
