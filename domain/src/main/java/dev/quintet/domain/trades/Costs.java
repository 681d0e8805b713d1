package dev.quintet.domain.trades;

import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.ProblemException;
import java.math.BigDecimal;
import java.util.Currency;

/**
 * What trading costs beside the price, in the currency of the account.
 *
 * @param commission what was paid; negative: a rebate
 * @param swap what was received for holding overnight; negative: paid
 * @param funding what was received for holding a perpetual contract; negative: paid
 */
public record Costs(Money commission, Money swap, Money funding) {

  public Costs {
    if (!commission.currency().equals(swap.currency())
        || !commission.currency().equals(funding.currency())) {
      throw ProblemException.invalid("currency", "must be one");
    }
  }

  public static Costs none(Currency currency) {
    Money zero = Money.zero(currency);
    return new Costs(zero, zero, zero);
  }

  public Currency currency() {
    return commission.currency();
  }

  public Costs plus(Costs other) {
    return new Costs(
        commission.plus(other.commission), swap.plus(other.swap), funding.plus(other.funding));
  }

  public Costs minus(Costs other) {
    return new Costs(
        commission.minus(other.commission), swap.minus(other.swap), funding.minus(other.funding));
  }

  /** What they add to a profit. */
  public Money effect() {
    return swap.plus(funding).minus(commission);
  }

  /** The share of a part of a quantity; what is left is the share of the rest. */
  Costs share(BigDecimal part, BigDecimal whole) {
    return new Costs(
        share(commission, part, whole), share(swap, part, whole), share(funding, part, whole));
  }

  private static Money share(Money money, BigDecimal part, BigDecimal whole) {
    return new Money(Share.of(money.amount(), part, whole, Money.SCALE), money.currency());
  }
}
