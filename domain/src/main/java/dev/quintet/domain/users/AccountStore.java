package dev.quintet.domain.users;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.writes.Write;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Trading accounts; durable on return. Where a user is named, only its accounts are there; null: those of
 * all.
 */
public interface AccountStore {

  /** How many accounts that are not closed a user may have. */
  String LIMIT = "max_trading_accounts";

  /** Of {@link #list}. */
  static Listing listing(TenantId tenant, @Nullable UserId user) {
    return Listing.of("accounts", tenant, user);
  }

  /**
   * Opens an account, once for the write. However many are opened at once, a user has no more of them
   * than its plan, and what its profile says, allow.
   *
   * @throws dev.quintet.domain.shared.ProblemException NotFound when its user is not active; LimitExceeded
   *     of {@value #LIMIT}; AlreadyExists when the number is taken at that broker, or the id; Conflict
   */
  void open(TenantId tenant, TradingAccount account, Write write, Deadline deadline);

  /**
   * Sets what a broker reported, unless a report of a later time is there.
   *
   * @throws dev.quintet.domain.shared.ProblemException NotFound; Invalid, of {@code currency}
   */
  TradingAccount report(
      TenantId tenant,
      @Nullable UserId user,
      AccountId account,
      TradingAccount.Report report,
      Deadline deadline);

  /**
   * Sets the status. Idempotent.
   *
   * @param version that the account has; 0: whichever
   * @throws dev.quintet.domain.shared.ProblemException NotFound; Stale; NotReady when it is closed and
   *     is to be another, or is to be closed and has money or open positions
   */
  TradingAccount set(
      TenantId tenant,
      @Nullable UserId user,
      AccountId account,
      TradingAccount.Status status,
      long version,
      Deadline deadline);

  Optional<TradingAccount> find(
      TenantId tenant, @Nullable UserId user, AccountId account, Deadline deadline);

  /** Accounts by id, closed ones too. */
  Page<TradingAccount> list(
      TenantId tenant, @Nullable UserId user, @Nullable Cursor after, int limit, Deadline deadline);
}
