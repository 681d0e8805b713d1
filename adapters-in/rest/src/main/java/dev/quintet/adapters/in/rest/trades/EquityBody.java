package dev.quintet.adapters.in.rest.trades;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quintet.adapters.in.rest.kit.CsvLines;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.trades.EquityCurve;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;

/**
 * What an account was worth at the end of each day, in UTC; decimal numbers in text.
 *
 * @param startBalance before the first day
 * @param maxDrawdown the deepest fall of equity below its highest value, deposits and withdrawals left out
 */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record EquityBody(
    String currency,
    String startBalance,
    String maxDrawdown,
    @JsonInclude(JsonInclude.Include.ALWAYS) List<Day> days) {

  /**
   * One day.
   *
   * @param withdrawals without a sign
   * @param booked by trades, fees, swap and corrections
   * @param unrealised of what was open at the end of the day, without symbols that have no price
   * @param equity balance + unrealised
   * @param unpriced symbols that were open, and had no bar in the ten days before
   */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Day(
      String day,
      String deposits,
      String withdrawals,
      String booked,
      String balance,
      String unrealised,
      String equity,
      @JsonInclude(JsonInclude.Include.ALWAYS) List<String> unpriced) {

    static Day of(EquityCurve.Day day) {
      return new Day(
          day.day().toString(),
          day.flow().deposits().amount().toPlainString(),
          day.flow().withdrawals().amount().toPlainString(),
          day.flow().booked().amount().toPlainString(),
          day.balance().amount().toPlainString(),
          day.unrealised().amount().toPlainString(),
          day.equity().amount().toPlainString(),
          day.unpriced().stream().map(Symbol::value).toList());
    }

    private List<?> cells(String currency) {
      return List.of(
          day, deposits, withdrawals, booked, balance, unrealised, equity,
          String.join(";", unpriced), currency);
    }
  }

  static EquityBody of(EquityCurve curve) {
    return new EquityBody(
        curve.start().currency().getCurrencyCode(),
        curve.start().amount().toPlainString(),
        curve.maxDrawdown().amount().toPlainString(),
        curve.days().stream().map(Day::of).toList());
  }

  CsvLines table() {
    return new CsvLines(
        List.of(
            "day", "deposits", "withdrawals", "booked", "balance", "unrealised", "equity",
            "unpriced", "currency"),
        days.stream().<List<?>>map(day -> day.cells(currency)).toList());
  }
}
