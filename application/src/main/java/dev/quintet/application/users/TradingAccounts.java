package dev.quintet.application.users;

import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Sha256;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.AccountEntry;
import dev.quintet.domain.users.AccountEntryLog;
import dev.quintet.domain.users.AccountId;
import dev.quintet.domain.users.AccountStore;
import dev.quintet.domain.users.TradingAccount;
import dev.quintet.domain.writes.Write;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Opens trading accounts, records what changes their money, and shows both.
 *
 * <p>Every method throws what {@link Access#tenant} does, and NotFound for accounts of another user than
 * the call acts for.
 */
public final class TradingAccounts {

  /** How far a clock of a broker may be ahead of ours. */
  private static final Duration AHEAD = Duration.ofDays(1);

  private final Access access;
  private final AccountStore store;
  private final AccountEntryLog entries;
  private final Clock clock;

  public TradingAccounts(
      Access access, AccountStore store, AccountEntryLog entries, Clock clock) {
    this.access = access;
    this.store = store;
    this.entries = entries;
    this.clock = clock;
  }

  /**
   * Opens an account without money. Idempotent by its id.
   *
   * @throws ProblemException NotFound when its user is not active; LimitExceeded of {@code
   *     max_trading_accounts}; AlreadyExists; Conflict when the id was sent with other content
   */
  public TradingAccount open(
      Principal principal,
      AccountId id,
      UserId user,
      TradingAccount.Terms terms,
      Deadline deadline) {
    TenantId tenant = access.tenant(principal, Permission.ACCOUNTS_WRITE, deadline).id();
    UserId owner = Access.owner(principal, user);
    TradingAccount account = TradingAccount.fresh(id, user, terms, clock.instant());
    store.open(
        tenant,
        account,
        write(
            new Subject(tenant, principal.service(), user),
            "account",
            id.value(),
            user + "\n" + terms),
        deadline);
    return found(tenant, owner, id, deadline);
  }

  private Write write(Subject subject, String kind, String id, String content) {
    return new Write(subject, kind, id, Sha256.hex(content), clock.instant(), "1", null);
  }

  /**
   * Records a change of an account's money. Idempotent by account and the change's id.
   *
   * @return the entry as it was recorded
   * @throws ProblemException Invalid; NotFound; NotReady when the account is closed or has not that much
   *     free; Conflict when the id was sent with other content
   */
  public AccountEntry append(
      Principal principal, AccountId account, AccountEntry.Change change, Deadline deadline) {
    TenantId tenant = access.tenant(principal, Permission.ACCOUNTS_WRITE, deadline).id();
    requirePast("at", change.at());
    if (change.id().startsWith(AccountEntry.OF_FILLS)
        || change.id().startsWith(AccountEntry.OF_EVENTS)
        || change.id().startsWith(AccountEntry.OF_MARGINS)) {
      throw ProblemException.invalid(
          "entry_id", "begins like those of fills, events of trading and margins");
    }
    return entries.append(
        tenant,
        principal.user(),
        account,
        change,
        write(
            principal.subject(),
            "account_entry",
            account + "/" + change.id(),
            change.toString()),
        deadline);
  }

  private void requirePast(String field, Instant at) {
    if (at.isAfter(clock.instant().plus(AHEAD)) || at.isBefore(Instant.EPOCH)) {
      throw ProblemException.invalid(field, "must be from 1970 to a day ahead of now");
    }
  }

  /**
   * Sets what a broker reported of an account, unless a later report is there.
   *
   * @throws ProblemException NotFound; Invalid for another currency
   */
  public TradingAccount report(
      Principal principal, AccountId account, TradingAccount.Report report, Deadline deadline) {
    TenantId tenant = access.tenant(principal, Permission.ACCOUNTS_WRITE, deadline).id();
    requirePast("at", report.at());
    return store.report(tenant, principal.user(), account, report, deadline);
  }

  /**
   * Sets the status of an account. Idempotent.
   *
   * @param version that it has; 0: whichever
   * @throws ProblemException NotFound; Stale; NotReady when it is closed, or is to be closed and has money
   */
  public TradingAccount set(
      Principal principal,
      AccountId account,
      TradingAccount.Status status,
      long version,
      Deadline deadline) {
    TenantId tenant = access.tenant(principal, Permission.ACCOUNTS_WRITE, deadline).id();
    return store.set(tenant, principal.user(), account, status, version, deadline);
  }

  /**
   * Shows an account.
   *
   * @throws ProblemException NotFound
   */
  public TradingAccount find(Principal principal, AccountId account, Deadline deadline) {
    TenantId tenant = access.tenant(principal, Permission.ACCOUNTS_READ, deadline).id();
    return found(tenant, principal.user(), account, deadline);
  }

  private TradingAccount found(
      TenantId tenant, @Nullable UserId user, AccountId account, Deadline deadline) {
    return store
        .find(tenant, user, account, deadline)
        .orElseThrow(() -> new ProblemException(new Problem.NotFound("account", account.value())));
  }

  /**
   * Accounts by id, closed ones too.
   *
   * @param user whose; null: of all, or of the user that the call acts for
   * @param limit 1 to {@value Page#MAX_SIZE}
   * @throws ProblemException Invalid for another limit or cursor
   */
  public Page<TradingAccount> list(
      Principal principal,
      @Nullable UserId user,
      @Nullable Cursor after,
      int limit,
      Deadline deadline) {
    TenantId tenant = access.tenant(principal, Permission.ACCOUNTS_READ, deadline).id();
    Page.checkSize(limit);
    return store.list(tenant, Access.owner(principal, user), after, limit, deadline);
  }

  /**
   * Entries of an account in their order.
   *
   * @param limit 1 to {@value Page#MAX_SIZE}
   * @throws ProblemException NotFound; Invalid for another limit or cursor
   */
  public Page<AccountEntry> entries(
      Principal principal,
      AccountId account,
      @Nullable Cursor after,
      int limit,
      Deadline deadline) {
    TenantId tenant = access.tenant(principal, Permission.ACCOUNTS_READ, deadline).id();
    Page.checkSize(limit);
    Page<AccountEntry> page =
        entries.list(tenant, principal.user(), account, after, limit, deadline);
    if (page.items().isEmpty()) {
      TradingAccount unused = found(tenant, principal.user(), account, deadline);
    }
    return page;
  }
}
