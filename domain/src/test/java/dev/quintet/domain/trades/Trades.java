package dev.quintet.domain.trades;

import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.users.AccountId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;

/** Fills of one account and symbol. */
final class Trades {

  static final Currency EUR = Money.currency("EUR");
  static final AccountId ACCOUNT = new AccountId("acc");
  static final Symbol SYMBOL = new Symbol("DAX");

  private Trades() {}

  static Builder fill(String id) {
    return new Builder(id);
  }

  /** What is not said is 1 at 100 without costs. */
  static final class Builder {
    private final String id;
    private Side side = Side.BUY;
    private BigDecimal quantity = BigDecimal.ONE;
    private BigDecimal price = new BigDecimal("100");
    private Costs costs = Costs.none(EUR);
    private Instant at = Instant.EPOCH;
    private String position = "";
    private Fill.Conversion conversion = Fill.Conversion.NONE;

    private Builder(String id) {
      this.id = id;
    }

    Builder side(Side is) {
      side = is;
      return this;
    }

    Builder quantity(BigDecimal is) {
      quantity = is;
      return this;
    }

    Builder price(BigDecimal is) {
      price = is;
      return this;
    }

    Builder costs(Money commission, Money swap, Money funding) {
      costs = new Costs(commission, swap, funding);
      return this;
    }

    Builder at(Instant is) {
      at = is;
      return this;
    }

    Builder position(String is) {
      position = is;
      return this;
    }

    Builder in(Fill.Conversion is) {
      conversion = is;
      return this;
    }

    Fill make() {
      return new Fill(
          new TradeId(id),
          ACCOUNT,
          SYMBOL,
          side,
          quantity,
          price,
          costs,
          at,
          new Fill.Origin(position, "", List.of(), "", "", ""),
          conversion);
    }
  }

  static Fill fill(String id, Side side, String quantity, String price) {
    return fill(id)
        .side(side)
        .quantity(new BigDecimal(quantity))
        .price(new BigDecimal(price))
        .make();
  }

  static Fill in(Fill fill, Fill.Conversion conversion) {
    return new Fill(
        fill.id(),
        fill.account(),
        fill.symbol(),
        fill.side(),
        fill.quantity(),
        fill.price(),
        fill.costs(),
        fill.at(),
        fill.origin(),
        conversion);
  }

  static Fill at(Fill fill, Instant at) {
    return new Fill(
        fill.id(),
        fill.account(),
        fill.symbol(),
        fill.side(),
        fill.quantity(),
        fill.price(),
        fill.costs(),
        at,
        fill.origin(),
        fill.conversion());
  }
}
