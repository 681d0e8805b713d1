package dev.quintet.adapters.in.rest.trades;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quintet.adapters.in.rest.kit.CsvLines;
import dev.quintet.application.trades.PositionValuation;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.trades.OpenPosition;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Open positions by account, symbol and name, with what they are worth.
 *
 * @param nextCursor not there on the last page
 */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record ValuedPositionsBody(
    @JsonInclude(JsonInclude.Include.ALWAYS) List<Valued> positions,
    @Nullable String nextCursor) {

  /**
   * A position.
   *
   * @param valuation not there when no price, or no rate, is known
   */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Valued(PositionsBody.Position position, @Nullable Valuation valuation) {

    private static Valued of(PositionValuation.Valued valued) {
      return new Valued(
          PositionsBody.Position.of(valued.position()),
          valued.value().map(Valuation::of).orElse(null));
    }

    private List<?> cells() {
      return Stream.of(
              position.cells(),
              valuation == null ? List.of("", "", "", "", "") : valuation.cells())
          .flatMap(List::stream)
          .toList();
    }
  }

  /**
   * What closing all of it would make, decimal numbers in text.
   *
   * @param source stated, quote or trade
   * @param at of the tick; not there: the price was stated
   * @param unrealisedProfit what it would add to the realised profit
   */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Valuation(
      String price,
      String rate,
      String source,
      @Nullable String at,
      String unrealisedProfit) {

    private static Valuation of(OpenPosition.Valuation value) {
      Instant at = value.at();
      return new Valuation(
          value.price().toPlainString(),
          value.rate().toPlainString(),
          Words.of(value.source()),
          at == null ? null : at.toString(),
          value.unrealised().amount().toPlainString());
    }

    private List<?> cells() {
      return List.of(unrealisedProfit, price, rate, source, at == null ? "" : at);
    }
  }

  static ValuedPositionsBody of(Page<PositionValuation.Valued> page) {
    return new ValuedPositionsBody(
        page.items().stream().map(Valued::of).toList(),
        page.next().map(Cursor::value).orElse(null));
  }

  CsvLines table() {
    return new CsvLines(
        Stream.concat(
                PositionsBody.COLUMNS.stream(),
                Stream.of("unrealised_profit", "price", "rate", "source", "priced_at"))
            .toList(),
        positions.stream().<List<?>>map(Valued::cells).toList());
  }
}
