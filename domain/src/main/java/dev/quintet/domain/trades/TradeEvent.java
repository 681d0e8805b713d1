package dev.quintet.domain.trades;

import dev.quintet.domain.marketdata.Decimals;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.users.AccountEntry;
import dev.quintet.domain.users.AccountId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What happened to an account; only added. */
public sealed interface TradeEvent {

  /** Its own, unique in the account: among fills, and among all others. */
  TradeId id();

  AccountId account();

  /** UTC, microseconds. */
  Instant at();

  /** What it is, a word. */
  default String kind() {
    return switch (this) {
      case Fill _ -> "fill";
      case Correction _ -> "correction";
      case Bust _ -> "bust";
      case Split _ -> "split";
      case Dividend _ -> "dividend";
    };
  }

  /** With what ids begin of operations and entries that follow from it. */
  default String prefix() {
    return this instanceof Fill ? AccountEntry.OF_FILLS : AccountEntry.OF_EVENTS;
  }

  /** What changes a position at its time. */
  sealed interface OfPosition extends TradeEvent permits Fill, Split, Dividend {

    Symbol symbol();
  }

  /**
   * A fill was not as it was recorded.
   *
   * @param replacement under the id of the fill, of its account, symbol and position
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
   * Units of a symbol became more, or fewer, in every position that the account had of it then; what they
   * cost stays.
   *
   * @param to 1 to 1,000,000 units, for each
   * @param from 1 to 1,000,000 units that there were
   */
  record Split(TradeId id, AccountId account, Symbol symbol, int to, int from, Instant at)
      implements OfPosition {

    private static final int MOST = 1_000_000;

    public Split {
      if (to < 1 || from < 1 || to > MOST || from > MOST) {
        throw ProblemException.invalid("ratio", "must be of numbers from 1 to " + MOST);
      }
      at = at.truncatedTo(ChronoUnit.MICROS);
    }
  }

  /**
   * Money for each unit that the account held of the symbol then; paid for each that was sold short. Of
   * what is counted in contracts the units are quantity times multiplier.
   *
   * @param amount of a unit in the currency of the account, above 0: {@code Decimal(18,8)}
   */
  record Dividend(TradeId id, AccountId account, Symbol symbol, BigDecimal amount, Instant at)
      implements OfPosition {

    public Dividend {
      amount = Decimals.exactPrice("amount", amount);
      if (amount.signum() <= 0) {
        throw ProblemException.invalid("amount", "must be above 0");
      }
      at = at.truncatedTo(ChronoUnit.MICROS);
    }
  }
}
