package dev.quintet.adapters.in.rest.trades;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quintet.adapters.in.rest.kit.CsvLines;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.trades.ClosedLot;
import dev.quintet.domain.trades.Excursion;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far prices went against closed lots and for them, by account, symbol and position.
 *
 * @param nextCursor not there on the last page
 */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record ExcursionsBody(
    @JsonInclude(JsonInclude.Include.ALWAYS) List<Lot> excursions, @Nullable String nextCursor) {

  /**
   * A closed lot; decimal numbers in text.
   *
   * @param position its name where the account hedges
   * @param opened the trade that opened it
   * @param minutes whole minutes of the holding time
   * @param coveredMinutes how many of them have a bar
   * @param missing short, no_bars or split: why what follows is not there
   * @param low of the bars
   * @param adversePrice by how much the price of a unit was worse than the opening one
   * @param adverse the worst unrealised loss of the lot, in the currency of the account; never negative
   * @param favourable the best unrealised profit
   */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Lot(
      String account,
      String symbol,
      @JsonInclude(JsonInclude.Include.ALWAYS) String position,
      String opened,
      String closed,
      String openedAt,
      String closedAt,
      String side,
      String quantity,
      String openPrice,
      String closePrice,
      String netProfit,
      String currency,
      long minutes,
      long coveredMinutes,
      @Nullable String missing,
      @Nullable String low,
      @Nullable String high,
      @Nullable String adversePrice,
      @Nullable String favourablePrice,
      @Nullable String adverse,
      @Nullable String favourable) {

    static Lot of(Excursion one) {
      ClosedLot lot = one.held().lot();
      Excursion.@Nullable Amounts amounts = one.amounts();
      return new Lot(
          lot.position().account().value(),
          lot.position().symbol().value(),
          lot.position().hedge(),
          lot.opened().value(),
          lot.closed().value(),
          lot.openedAt().toString(),
          lot.closedAt().toString(),
          Words.of(lot.side()),
          lot.quantity().toPlainString(),
          lot.openPrice().toPlainString(),
          lot.closePrice().toPlainString(),
          lot.net().amount().toPlainString(),
          lot.gross().currency().getCurrencyCode(),
          one.minutes(),
          one.covered(),
          one.missing().map(Words::of).orElse(null),
          amounts == null ? null : amounts.low().toPlainString(),
          amounts == null ? null : amounts.high().toPlainString(),
          amounts == null ? null : amounts.adversePrice().toPlainString(),
          amounts == null ? null : amounts.favourablePrice().toPlainString(),
          amounts == null ? null : amounts.adverse().toPlainString(),
          amounts == null ? null : amounts.favourable().toPlainString());
    }

    private List<?> cells() {
      return Arrays.asList(
          account, symbol, position, opened, closed, openedAt, closedAt, side, quantity, openPrice,
          closePrice, netProfit, adverse, favourable, adversePrice, favourablePrice, low, high,
          minutes, coveredMinutes, missing, currency);
    }
  }

  static ExcursionsBody of(Page<Excursion> page) {
    return new ExcursionsBody(
        page.items().stream().map(Lot::of).toList(),
        page.next().map(Cursor::value).orElse(null));
  }

  CsvLines table() {
    return new CsvLines(
        List.of(
            "account", "symbol", "position", "opened", "closed", "opened_at", "closed_at", "side",
            "quantity", "open_price", "close_price", "net_profit", "adverse", "favourable",
            "adverse_price", "favourable_price", "low", "high", "minutes", "covered_minutes",
            "missing", "currency"),
        excursions.stream().<List<?>>map(Lot::cells).toList());
  }
}
