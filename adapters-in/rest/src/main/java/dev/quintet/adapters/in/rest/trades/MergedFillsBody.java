package dev.quintet.adapters.in.rest.trades;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quintet.adapters.in.rest.kit.CsvLines;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.trades.MergedFill;
import dev.quintet.domain.trades.TradeId;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fills with those of one order as one, by the time of the first of each.
 *
 * @param nextCursor not there on the last page
 */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record MergedFillsBody(
    @JsonInclude(JsonInclude.Include.ALWAYS) List<Merged> fills, @Nullable String nextCursor) {

  /**
   * Fills of one order, symbol, side and multiplier; decimal numbers in text.
   *
   * @param tradeIds in the order of their time
   * @param price weighted by quantity
   * @param orderId empty: a fill without an order, which stands alone
   * @param from of the first
   * @param to of the last
   */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Merged(
      List<String> tradeIds,
      String account,
      String symbol,
      String side,
      String quantity,
      String price,
      String commission,
      String swap,
      String funding,
      String currency,
      @JsonInclude(JsonInclude.Include.ALWAYS) String orderId,
      String multiplier,
      String from,
      String to) {

    static Merged of(MergedFill fill) {
      return new Merged(
          fill.ids().stream().map(TradeId::value).toList(),
          fill.account().value(),
          fill.symbol().value(),
          Words.of(fill.side()),
          fill.quantity().toPlainString(),
          fill.price().toPlainString(),
          fill.costs().commission().amount().toPlainString(),
          fill.costs().swap().amount().toPlainString(),
          fill.costs().funding().amount().toPlainString(),
          fill.costs().currency().getCurrencyCode(),
          fill.order(),
          fill.multiplier().toPlainString(),
          fill.from().toString(),
          fill.to().toString());
    }

    private List<?> cells() {
      return List.of(
          from, String.join(";", tradeIds), account, symbol, side, quantity, price, commission,
          swap, funding, currency, orderId, multiplier, to);
    }
  }

  static MergedFillsBody of(Page<MergedFill> page) {
    return new MergedFillsBody(
        page.items().stream().map(Merged::of).toList(),
        page.next().map(Cursor::value).orElse(null));
  }

  CsvLines table() {
    return new CsvLines(
        List.of(
            "time", "ids", "account", "symbol", "side", "quantity", "price", "commission", "swap",
            "funding", "currency", "order", "multiplier", "to"),
        fills.stream().<List<?>>map(Merged::cells).toList());
  }
}
