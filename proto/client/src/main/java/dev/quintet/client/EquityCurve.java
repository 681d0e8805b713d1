package dev.quintet.client;

import dev.quintet.trades.v1.EquityCurveResponse;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * What an account was worth at the end of each day, in UTC.
 *
 * @param startBalance before the first day
 * @param maxDrawdown the deepest fall of equity below its highest value, deposits and withdrawals left out
 */
public record EquityCurve(
    String currency, BigDecimal startBalance, List<Day> days, BigDecimal maxDrawdown) {

  /**
   * One day.
   *
   * @param withdrawals without a sign
   * @param booked by trades, fees, swap and corrections
   * @param balance that of the day before + deposits − withdrawals + booked
   * @param unrealised of what was open at the end of the day, without symbols that have no price
   * @param equity balance + unrealised
   * @param unpriced symbols that were open, and had no bar in the ten days before
   */
  public record Day(
      LocalDate day,
      BigDecimal deposits,
      BigDecimal withdrawals,
      BigDecimal booked,
      BigDecimal balance,
      BigDecimal unrealised,
      BigDecimal equity,
      List<String> unpriced) {}

  static EquityCurve of(EquityCurveResponse answer) {
    return new EquityCurve(
        answer.getCurrency(),
        new BigDecimal(answer.getStartBalance()),
        answer.getDaysList().stream()
            .map(
                day ->
                    new Day(
                        LocalDate.parse(day.getDay()),
                        new BigDecimal(day.getDeposits()),
                        new BigDecimal(day.getWithdrawals()),
                        new BigDecimal(day.getBooked()),
                        new BigDecimal(day.getBalance()),
                        new BigDecimal(day.getUnrealised()),
                        new BigDecimal(day.getEquity()),
                        List.copyOf(day.getUnpricedList())))
            .toList(),
        new BigDecimal(answer.getMaxDrawdown()));
  }
}
