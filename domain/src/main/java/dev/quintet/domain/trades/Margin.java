package dev.quintet.domain.trades;

import dev.quintet.domain.operations.Guarantee;
import dev.quintet.domain.operations.Operation;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.AccountEntry;
import dev.quintet.domain.users.AccountId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Money of an account that is locked for a trade. It is an operation of steps: the margin is reserved, the
 * fill is recorded, which is not undone, and when the trade is over the margin is released. Until the fill is
 * recorded the reservation is compensated when it expires, or the fill is refused.
 *
 * @param user who owns the account
 * @param amount above 0
 * @param expiresAt microseconds; of no meaning once there is a fill
 * @param fill that it is for; null: none was sent yet
 * @param reason why it was compensated; else empty
 * @param changedAt when it came into its state, microseconds
 */
public record Margin(
    Key key,
    UserId user,
    Money amount,
    Instant expiresAt,
    State state,
    @Nullable Fill fill,
    String reason,
    Instant changedAt) {

  /** Which step was done last. */
  public enum State {
    /** Locked, until it expires. */
    RESERVED,
    /** There is a fill, which is recorded or refused next. */
    FILLING,
    /** The fill is recorded; locked until it is released. */
    OPEN,
    /** The trade is over. */
    RELEASED,
    /** Released without a fill. */
    COMPENSATED;

    public static State of(String word) {
      return Words.find("state", word, values(), Words::of);
    }
  }

  /**
   * Which one.
   *
   * @param id unique in the account
   */
  public record Key(AccountId account, TradeId id) {

    /** The id is {@code margin:}, the margin's id, {@code @}, which neither id has in it, and the account. */
    public OperationId operation() {
      return new OperationId(AccountEntry.OF_MARGINS + id + "@" + account);
    }

    /** Of no store beside the record: what others derive is of the fill's operation. */
    public Operation operation(TenantId tenant, UserId user) {
      return new Operation(operation(), tenant, user, Guarantee.SAGA, Set.of());
    }

    /** The entry of the account that locks, or releases, an amount. */
    public AccountEntry.Change entry(String step, Money locked, Instant at) {
      return new AccountEntry.Change(
          AccountEntry.OF_MARGINS + id + ":" + step,
          AccountEntry.Reason.TRADE,
          Money.zero(locked.currency()),
          locked,
          "margin " + id,
          at);
    }
  }

  public Margin {
    expiresAt = expiresAt.truncatedTo(ChronoUnit.MICROS);
    changedAt = changedAt.truncatedTo(ChronoUnit.MICROS);
  }

  /** A reservation. */
  public static Margin reserved(
      Key key, UserId user, Money amount, Instant expiresAt, Instant at) {
    return new Margin(key, user, amount, expiresAt, State.RESERVED, null, "", at);
  }

  /** Whether its amount is locked. */
  public boolean locks() {
    return switch (state) {
      case RESERVED, FILLING, OPEN -> true;
      case RELEASED, COMPENSATED -> false;
    };
  }

  /**
   * With the fill that it is for. Idempotent.
   *
   * @throws ProblemException Conflict when there is another; NotReady when it was compensated
   */
  public Margin with(Fill given, Instant at) {
    if (state == State.COMPENSATED) {
      throw compensated();
    }
    if (fill == null) {
      return in(State.FILLING, given, "", at);
    }
    if (!fill.equals(given)) {
      throw new ProblemException(new Problem.Conflict("margin", key.id.value()));
    }
    return this;
  }

  /**
   * After its fill is recorded. Idempotent.
   *
   * @throws ProblemException NotReady when it was compensated
   */
  public Margin filled(Instant at) {
    return switch (state) {
      case FILLING -> in(State.OPEN, fill, "", at);
      case OPEN, RELEASED -> this;
      case RESERVED, COMPENSATED -> throw compensated();
    };
  }

  /** After its fill was refused; one that is in another state by now stays as it is. */
  public Margin refused(String why, Instant at) {
    return state == State.FILLING ? in(State.COMPENSATED, fill, why, at) : this;
  }

  /** Compensated if it has no fill, and it is time. */
  public Margin expired(Instant at) {
    return state == State.RESERVED && !expiresAt.isAfter(at)
        ? in(State.COMPENSATED, null, "it expired at " + expiresAt, at)
        : this;
  }

  /**
   * After its trade is over; one that has no fill is compensated. Idempotent.
   *
   * @throws ProblemException NotReady while its fill is being recorded
   */
  public Margin released(Instant at) {
    return switch (state) {
      case RESERVED -> in(State.COMPENSATED, null, "it was released before it was used", at);
      case FILLING ->
          throw new ProblemException(
              new Problem.NotReady("the fill of margin " + key.id + " is being recorded"));
      case OPEN -> in(State.RELEASED, fill, "", at);
      case RELEASED, COMPENSATED -> this;
    };
  }

  private Margin in(State next, @Nullable Fill its, String why, Instant at) {
    return new Margin(key, user, amount, expiresAt, next, its, why, at);
  }

  private ProblemException compensated() {
    return new ProblemException(
        new Problem.NotReady("margin " + key.id + " is not reserved: " + reason));
  }
}
