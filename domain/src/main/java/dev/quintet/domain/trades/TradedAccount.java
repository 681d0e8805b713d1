package dev.quintet.domain.trades;

import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.AccountId;
import dev.quintet.domain.users.TradingAccount;
import java.util.Currency;

/**
 * What fills need of their account.
 *
 * @param tier of its owner now
 */
public record TradedAccount(
    AccountId id,
    UserId user,
    Tier tier,
    Currency currency,
    TradingAccount.Status status,
    PositionRules rules) {

  /**
   * Refuses what the account cannot have. One that is suspended takes fills and all else: what was ordered
   * before is carried out.
   *
   * @throws ProblemException Invalid, of {@code currency}; NotReady when it is closed
   */
  public void require(TradeEvent event) {
    Fill fill =
        switch (event) {
          case Fill it -> it;
          case TradeEvent.Correction it -> it.replacement();
          case TradeEvent.Bust _, TradeEvent.Split _, TradeEvent.Dividend _ -> null;
        };
    if (fill != null && !fill.costs().currency().equals(currency)) {
      throw ProblemException.invalid("currency", "must be " + currency + ", the account's");
    }
    if (status == TradingAccount.Status.CLOSED) {
      throw new ProblemException(new Problem.NotReady("account " + id + " is closed"));
    }
  }
}
