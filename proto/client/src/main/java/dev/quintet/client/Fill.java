package dev.quintet.client;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order, or a part of it, that was carried out.
 *
 * @param id unique in the account: sent again, it is recorded once
 * @param side {@code buy} or {@code sell}
 * @param price of a unit, in the currency that the symbol is quoted in
 * @param costs beside the price
 * @param origin where it came from
 * @param conversion what a difference in price is worth
 */
public record Fill(
    String id,
    String account,
    String symbol,
    String side,
    BigDecimal quantity,
    BigDecimal price,
    Costs costs,
    Instant at,
    Origin origin,
    Conversion conversion) {

  /** Of what is counted in units, and quoted in the currency of the account. */
  public Fill(
      String id,
      String account,
      String symbol,
      String side,
      BigDecimal quantity,
      BigDecimal price,
      Costs costs,
      Instant at,
      Origin origin) {
    this(id, account, symbol, side, quantity, price, costs, at, origin, Conversion.NONE);
  }

  /**
   * What a difference in price is worth: quantity times multiplier times rate times the difference.
   *
   * @param multiplier units of the symbol in one of the quantity
   * @param rate what one of the currency of the price is in that of the account; that of the fill that
   *     closes counts
   */
  public record Conversion(BigDecimal multiplier, BigDecimal rate) {

    public static final Conversion NONE = new Conversion(BigDecimal.ONE, BigDecimal.ONE);
  }

  /**
   * What it cost beside the price.
   *
   * @param commission what was paid; negative: a rebate
   * @param swap what was received for holding overnight; negative: paid
   * @param funding what was received for holding a perpetual contract; negative: paid
   * @param currency that of the account
   */
  public record Costs(
      BigDecimal commission, BigDecimal swap, BigDecimal funding, String currency) {

    public static Costs none(String currency) {
      return new Costs(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, currency);
    }
  }

  /**
   * Where it came from; empty where it is not known.
   *
   * @param position which one it changes, where the account hedges
   * @param order the broker's id of the order
   * @param execution the broker's id of this part
   * @param confidence how sure the agents were: 0 to 1, at most 8 digits after the point; null: not known
   */
  public record Origin(
      String position,
      String strategy,
      List<String> agents,
      String decision,
      String order,
      String execution,
      @Nullable BigDecimal confidence) {

    public static final Origin NONE = new Origin("", "", List.of(), "", "", "");

    /** One of which no confidence is known. */
    public Origin(
        String position,
        String strategy,
        List<String> agents,
        String decision,
        String order,
        String execution) {
      this(position, strategy, agents, decision, order, execution, null);
    }

    public Origin {
      agents = List.copyOf(agents);
    }
  }

  dev.quintet.trades.v1.Fill message() {
    return dev.quintet.trades.v1.Fill.newBuilder()
        .setTradeId(id)
        .setAccountId(account)
        .setSymbol(symbol)
        .setSide(side)
        .setQuantity(quantity.toPlainString())
        .setPrice(price.toPlainString())
        .setCommission(costs.commission.toPlainString())
        .setSwap(costs.swap.toPlainString())
        .setFunding(costs.funding.toPlainString())
        .setCurrency(costs.currency)
        .setAtMicros(Times.micros("at_micros", at.truncatedTo(ChronoUnit.MICROS)))
        .setPosition(origin.position)
        .setStrategy(origin.strategy)
        .addAllAgents(origin.agents)
        .setDecisionId(origin.decision)
        .setOrderId(origin.order)
        .setExecutionId(origin.execution)
        .setAiConfidence(origin.confidence == null ? "" : origin.confidence.toPlainString())
        .setMultiplier(conversion.multiplier.toPlainString())
        .setRate(conversion.rate.toPlainString())
        .build();
  }

  static Fill of(dev.quintet.trades.v1.Fill fill) {
    return new Fill(
        fill.getTradeId(),
        fill.getAccountId(),
        fill.getSymbol(),
        fill.getSide(),
        new BigDecimal(fill.getQuantity()),
        new BigDecimal(fill.getPrice()),
        new Costs(
            new BigDecimal(fill.getCommission()),
            new BigDecimal(fill.getSwap()),
            new BigDecimal(fill.getFunding()),
            fill.getCurrency()),
        Times.ofMicros(fill.getAtMicros()),
        new Origin(
            fill.getPosition(),
            fill.getStrategy(),
            fill.getAgentsList(),
            fill.getDecisionId(),
            fill.getOrderId(),
            fill.getExecutionId(),
            fill.getAiConfidence().isEmpty() ? null : new BigDecimal(fill.getAiConfidence())),
        new Conversion(new BigDecimal(fill.getMultiplier()), new BigDecimal(fill.getRate())));
  }
}
