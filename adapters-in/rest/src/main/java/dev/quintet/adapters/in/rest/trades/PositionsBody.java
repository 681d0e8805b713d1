package dev.quintet.adapters.in.rest.trades;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quintet.adapters.in.rest.kit.CsvLines;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.trades.PositionSummary;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Positions by account, symbol and name.
 *
 * @param nextCursor not there on the last page
 */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record PositionsBody(
    @JsonInclude(JsonInclude.Include.ALWAYS) List<Position> positions,
    @Nullable String nextCursor) {

  /**
   * What an account holds of a symbol, decimal numbers in text.
   *
   * @param name where the account hedges; empty where it nets
   * @param realisedProfit of what was closed, from prices alone
   * @param commission of all fills, also of what is open, as swap and funding
   * @param cycles how often it was opened from flat
   */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Position(
      String account,
      String symbol,
      @JsonInclude(JsonInclude.Include.ALWAYS) String name,
      String quantity,
      String averagePrice,
      String realisedProfit,
      String dividends,
      String commission,
      String swap,
      String funding,
      String currency,
      long cycles,
      String changedAt) {

    static Position of(PositionSummary position) {
      return new Position(
          position.key().account().value(),
          position.key().symbol().value(),
          position.key().hedge(),
          position.quantity().toPlainString(),
          position.averagePrice().toPlainString(),
          position.realised().amount().toPlainString(),
          position.dividends().amount().toPlainString(),
          position.costs().commission().amount().toPlainString(),
          position.costs().swap().amount().toPlainString(),
          position.costs().funding().amount().toPlainString(),
          position.realised().currency().getCurrencyCode(),
          position.cycles(),
          position.changedAt().toString());
    }

    List<Object> cells() {
      return List.of(
          symbol, quantity, averagePrice, realisedProfit, account, name, dividends, commission,
          swap, funding, currency, cycles, changedAt);
    }
  }

  static final List<String> COLUMNS =
      List.of(
          "symbol", "quantity", "average_price", "realised_profit", "account", "name", "dividends",
          "commission", "swap", "funding", "currency", "cycles", "changed_at");

  static PositionsBody of(Page<PositionSummary> page) {
    return new PositionsBody(
        page.items().stream().map(Position::of).toList(),
        page.next().map(Cursor::value).orElse(null));
  }

  CsvLines table() {
    return new CsvLines(
        COLUMNS,
        positions.stream().<List<?>>map(Position::cells).toList());
  }
}
