package dev.quintet.adapters.in.rest.trades;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quintet.adapters.in.rest.kit.CsvLines;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.trades.RecordedFill;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fills in the order of their time.
 *
 * @param nextCursor not there on the last page
 */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record FillsBody(
    @JsonInclude(JsonInclude.Include.ALWAYS) List<Fill> fills, @Nullable String nextCursor) {

  /**
   * An order, or a part of it, that was carried out; decimal numbers in text, and empty what is not known.
   *
   * @param commission what was paid
   * @param swap what was received, as funding
   * @param sequence of what made it as it is, among all fills and events of its account
   * @param multiplier units of the symbol in one of the quantity
   * @param rate of the currency of the price in that of the account
   * @param aiConfidence how sure the agents were, 0 to 1
   * @param tier of the user when it was recorded
   */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Fill(
      String tradeId,
      String account,
      String symbol,
      String side,
      String quantity,
      String price,
      String commission,
      String swap,
      String funding,
      String currency,
      String at,
      @JsonInclude(JsonInclude.Include.ALWAYS) String position,
      @JsonInclude(JsonInclude.Include.ALWAYS) String strategy,
      @JsonInclude(JsonInclude.Include.ALWAYS) List<String> agents,
      @JsonInclude(JsonInclude.Include.ALWAYS) String decisionId,
      @JsonInclude(JsonInclude.Include.ALWAYS) String orderId,
      @JsonInclude(JsonInclude.Include.ALWAYS) String executionId,
      String multiplier,
      String rate,
      @JsonInclude(JsonInclude.Include.ALWAYS) String aiConfidence,
      @JsonInclude(JsonInclude.Include.ALWAYS) String tier,
      String user,
      long sequence,
      String recordedAt) {

    static Fill of(RecordedFill recorded) {
      dev.quintet.domain.trades.Fill fill = recorded.fill();
      dev.quintet.domain.trades.Fill.Origin origin = fill.origin();
      BigDecimal confidence = origin.confidence();
      return new Fill(
          fill.id().value(),
          fill.account().value(),
          fill.symbol().value(),
          Words.of(fill.side()),
          fill.quantity().toPlainString(),
          fill.price().toPlainString(),
          fill.costs().commission().amount().toPlainString(),
          fill.costs().swap().amount().toPlainString(),
          fill.costs().funding().amount().toPlainString(),
          fill.costs().currency().getCurrencyCode(),
          fill.at().toString(),
          origin.position(),
          origin.strategy(),
          origin.agents(),
          origin.decision(),
          origin.order(),
          origin.execution(),
          fill.conversion().multiplier().toPlainString(),
          fill.conversion().rate().toPlainString(),
          confidence == null ? "" : confidence.toPlainString(),
          recorded.tier() == null ? "" : recorded.tier().word(),
          recorded.user().value(),
          recorded.sequence(),
          recorded.recordedAt().toString());
    }

    private List<?> cells() {
      return List.of(
          at, tradeId, account, symbol, side, quantity, price, commission, swap, funding, currency,
          strategy, String.join(";", agents), position, decisionId, orderId, executionId,
          multiplier, rate, aiConfidence, tier);
    }
  }

  static FillsBody of(Page<RecordedFill> page) {
    return new FillsBody(
        page.items().stream().map(Fill::of).toList(), page.next().map(Cursor::value).orElse(null));
  }

  CsvLines table() {
    return new CsvLines(
        List.of(
            "time", "id", "account", "symbol", "side", "quantity", "price", "commission", "swap",
            "funding", "currency", "strategy", "agents", "position", "decision", "order",
            "execution", "multiplier", "rate", "ai_confidence", "tier"),
        fills.stream().<List<?>>map(Fill::cells).toList());
  }
}
