package dev.quintet.domain.trades;

import dev.quintet.domain.marketdata.Decimals;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.users.AccountId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What happened to an account; only added. */
public sealed interface TradeEvent {

  /** Its own, unique in the account. */
  TradeId id();

  AccountId account();

  /** UTC, microseconds. */
  Instant at();

  /** What changes a position at its time. */
  sealed interface OfPosition extends TradeEvent permits Fill, Split, Dividend {

    Symbol symbol();

    /** The position that it changes. */
    Position.Key position(PositionRules rules);
  }

  /**
   * A fill was not as it was recorded.
   *
   * @param replacement under the id of the fill, of its account and symbol
   */
  record Correction(TradeId id, Fill replacement, Instant at) implements TradeEvent {

    public Correction {
      at = at.truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public AccountId account() {
      return replacement.account();
    }
  }

  /** A fill was annulled, as if it had never been. */
  record Bust(TradeId id, AccountId account, TradeId fill, Instant at) implements TradeEvent {

    public Bust {
      at = at.truncatedTo(ChronoUnit.MICROS);
    }
  }

  /**
   * Units of a symbol became more, or fewer; what they cost stays.
   *
   * @param hedge the name of the position; empty where an account nets
   * @param to 1 to 1,000,000 units, for each
   * @param from 1 to 1,000,000 units that there were
   */
  record Split(
      TradeId id, AccountId account, Symbol symbol, String hedge, int to, int from, Instant at)
      implements OfPosition {

    private static final int MOST = 1_000_000;

    public Split {
      if (to < 1 || from < 1 || to > MOST || from > MOST) {
        throw ProblemException.invalid("ratio", "must be of numbers from 1 to " + MOST);
      }
      at = at.truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public Position.Key position(PositionRules rules) {
      return new Position.Key(account, symbol, hedge);
    }
  }

  /**
   * Money for each unit that is held; paid for each that was sold short.
   *
   * @param hedge the name of the position; empty where an account nets
   * @param amount of a unit in the currency of the account, above 0: {@code Decimal(18,8)}
   */
  record Dividend(
      TradeId id, AccountId account, Symbol symbol, String hedge, BigDecimal amount, Instant at)
      implements OfPosition {

    public Dividend {
      amount = Decimals.exactPrice("amount", amount);
      if (amount.signum() <= 0) {
        throw ProblemException.invalid("amount", "must be above 0");
      }
      at = at.truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public Position.Key position(PositionRules rules) {
      return new Position.Key(account, symbol, hedge);
    }
  }
}
