package dev.quintet.domain.users;

import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.UserId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A trading account of a user at a broker.
 *
 * @param funds what its entries add up to
 * @param reported by the broker; null: nothing yet
 * @param version 1 when it was opened, one more with each change
 * @param openedAt UTC, microseconds
 */
public record TradingAccount(
    AccountId id,
    UserId user,
    Terms terms,
    Status status,
    Funds funds,
    @Nullable Report reported,
    long version,
    Instant openedAt) {

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,63}");
  private static final Pattern PLATFORM = Pattern.compile("[a-z][a-z0-9_-]{0,31}");

  /** Whether its money is real. */
  public enum Kind {
    DEMO,
    LIVE;

    public static Kind of(String word) {
      return Words.find("kind", word, values(), Words::of);
    }
  }

  /** Life of an account; a closed one stays closed. */
  public enum Status {
    ACTIVE,
    SUSPENDED,
    CLOSED;

    public static Status of(String word) {
      return Words.find("status", word, values(), Words::of);
    }
  }

  /**
   * What does not change.
   *
   * @param platform {@code mt5} or another: 1 to 32 of a-z 0-9 _ -
   * @param broker 1 to 64 letters, digits and {@code . _ -} and spaces
   * @param number as the broker knows it, of the same characters; unique with the broker in the tenant
   */
  public record Terms(String platform, String broker, String number, Kind kind, Currency currency) {

    public Terms {
      if (!PLATFORM.matcher(platform).matches()) {
        throw ProblemException.invalid("platform", "must be 1 to 32 characters of a-z, 0-9, _ and -");
      }
      word("broker", broker);
      word("number", number);
    }

    private static void word(String field, String text) {
      if (!WORD.matcher(text).matches()) {
        throw ProblemException.invalid(
            field, "must be 1 to 64 letters, digits and . _ - or spaces, the first no sign");
      }
    }
  }

  /**
   * Money of the account, in its currency.
   *
   * @param total negative when losses exceeded it
   * @param locked a part that cannot be withdrawn, 0 or more
   */
  public record Funds(Money total, Money locked) {

    public Money free() {
      return total.minus(locked);
    }
  }

  /**
   * As a broker said at a time.
   *
   * @param margin 0 or more
   * @param at microseconds; an earlier report than the last changes nothing
   */
  public record Report(Money equity, Money margin, Money freeMargin, Instant at) {

    public Report {
      if (margin.isNegative()) {
        throw ProblemException.invalid("margin", "is negative");
      }
      at = at.truncatedTo(ChronoUnit.MICROS);
    }
  }

  public TradingAccount {
    openedAt = openedAt.truncatedTo(ChronoUnit.MICROS);
  }

  /** An account that is opened at that time, without money. */
  public static TradingAccount fresh(AccountId id, UserId user, Terms terms, Instant at) {
    Money none = Money.zero(terms.currency());
    return new TradingAccount(id, user, terms, Status.ACTIVE, new Funds(none, none), null, 1, at);
  }

  /**
   * What a change would leave.
   *
   * @throws ProblemException Invalid, of {@code currency} for another, of {@code locked} when less than
   *     nothing were locked, of {@code amount} when it would not fit; NotReady when the account is closed or
   *     has not that much free
   */
  public Funds after(AccountEntry.Change change) {
    if (status == Status.CLOSED) {
      throw closed();
    }
    Funds after =
        new Funds(funds.total.plus(change.amount()), funds.locked.plus(change.locked()));
    if (after.locked.isNegative()) {
      throw ProblemException.invalid("locked", "would leave less than nothing locked");
    }
    if (after.free().isNegative() && change.needsFree()) {
      throw new ProblemException(
          new Problem.NotReady("account " + id + " has only " + funds.free() + " free"));
    }
    return after;
  }

  /**
   * With that status.
   *
   * @param expected the version it must have; 0: any
   * @throws ProblemException Stale; NotReady when it is closed, or is to be closed and has money
   */
  public TradingAccount in(Status to, long expected) {
    if (to == status) {
      return this;
    }
    if (expected != 0 && expected != version) {
      throw new ProblemException(new Problem.Stale("account", id.value()));
    }
    if (status == Status.CLOSED) {
      throw closed();
    }
    if (to == Status.CLOSED && !(funds.total.isZero() && funds.locked.isZero())) {
      throw new ProblemException(
          new Problem.NotReady("account " + id + " has " + funds.total + " and cannot be closed"));
    }
    return new TradingAccount(id, user, terms, to, funds, reported, version + 1, openedAt);
  }

  /**
   * Refuses to close it while it has open positions.
   *
   * @throws ProblemException NotReady
   */
  public void requireFlat(long openPositions) {
    if (openPositions > 0) {
      String many = openPositions == 1 ? "1 open position" : openPositions + " open positions";
      throw new ProblemException(
          new Problem.NotReady("account " + id + " has " + many + " and cannot be closed"));
    }
  }

  private ProblemException closed() {
    return new ProblemException(new Problem.NotReady("account " + id + " is closed"));
  }

  /**
   * With that report, unless it has a later one.
   *
   * @throws ProblemException Invalid, of {@code currency}, for another
   */
  public TradingAccount with(Report report) {
    for (Money each : List.of(report.equity, report.margin, report.freeMargin)) {
      if (!each.currency().equals(terms.currency)) {
        throw ProblemException.invalid("currency", "must be " + terms.currency + ", the account's");
      }
    }
    return reported != null && !report.at.isAfter(reported.at)
        ? this
        : new TradingAccount(id, user, terms, status, funds, report, version + 1, openedAt);
  }

  /** With what that change leaves. */
  public TradingAccount with(Funds after) {
    return new TradingAccount(id, user, terms, status, after, reported, version + 1, openedAt);
  }
}
