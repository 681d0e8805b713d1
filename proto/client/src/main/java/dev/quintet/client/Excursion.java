package dev.quintet.client;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * How far prices went against a closed lot and for it while it was held, by bars of one minute.
 *
 * @param minutes whole minutes that lie in the holding time
 * @param coveredMinutes how many of them have a bar
 * @param amounts empty when they are not known
 * @param missing why not: {@code short}, {@code no_bars} or {@code split}; empty: they are known
 */
public record Excursion(
    ClosedLot lot,
    long minutes,
    long coveredMinutes,
    Optional<Amounts> amounts,
    String missing) {

  /**
   * Both excursions, none below 0; those of prices are of a unit, the others of the lot in the currency of its
   * account.
   *
   * @param low of the bars
   * @param high of the bars
   * @param adverse the worst unrealised loss
   * @param favourable the best unrealised profit
   */
  public record Amounts(
      BigDecimal low,
      BigDecimal high,
      BigDecimal adversePrice,
      BigDecimal favourablePrice,
      BigDecimal adverse,
      BigDecimal favourable) {}

  static Excursion of(dev.quintet.trades.v1.Excursion message) {
    dev.quintet.trades.v1.Excursion.Amounts amounts = message.getAmounts();
    return new Excursion(
        ClosedLot.of(message.getLot()),
        message.getMinutes(),
        message.getCoveredMinutes(),
        message.hasAmounts()
            ? Optional.of(
                new Amounts(
                    new BigDecimal(amounts.getLow()),
                    new BigDecimal(amounts.getHigh()),
                    new BigDecimal(amounts.getAdversePrice()),
                    new BigDecimal(amounts.getFavourablePrice()),
                    new BigDecimal(amounts.getAdverse()),
                    new BigDecimal(amounts.getFavourable())))
            : Optional.empty(),
        message.getMissing());
  }
}
