package dev.quintet.adapters.out.postgresql.users;

import dev.quintet.adapters.out.postgresql.kernel.Parameters;
import dev.quintet.adapters.out.postgresql.kernel.PostgresPool;
import dev.quintet.adapters.out.postgresql.kernel.PostgresTransaction;
import dev.quintet.adapters.out.postgresql.kernel.Scope;
import dev.quintet.adapters.out.postgresql.kernel.TenantSchemas;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.AccountId;
import dev.quintet.domain.users.AccountStore;
import dev.quintet.domain.users.TradingAccount;
import dev.quintet.domain.writes.Write;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Accounts in {@code trading_accounts} of the tenant's schema. */
@Singleton
final class PostgresAccountStore implements AccountStore {

  /** Who opens an account at the same time waits here, and counts when it is its turn. */
  private static final String OWNER =
      """
      SELECT LEAST(quintet.limit_of(?, user_id, ?), (limits ->> ?)::bigint)
      FROM ${schema}.users WHERE user_id = ? AND state = 'active' FOR UPDATE""";

  private static final String OPEN =
      """
      INSERT INTO ${schema}.trading_accounts
        (account_id, user_id, platform, broker, number, kind, currency, status, version, opened_at)
      SELECT ?, ?, ?, ?, ?, ?, ?, 'active', 1, ?
      WHERE (SELECT count(*) FROM ${schema}.trading_accounts
             WHERE user_id = ? AND status <> 'closed') < coalesce(?::bigint, 9223372036854775807)
      ON CONFLICT (account_id) DO NOTHING""";

  private static final String REPORT =
      """
      UPDATE ${schema}.trading_accounts
      SET equity = ?, margin = ?, free_margin = ?, reported_at = ?, version = version + 1
      WHERE account_id = ? AND coalesce(reported_at < ?, true)""";

  private static final String SET =
      """
      UPDATE ${schema}.trading_accounts
      SET status = ?, version = version + 1
      WHERE account_id = ? AND status NOT IN (?, 'closed') AND (? = 0 OR version = ?)
        AND (? <> 'closed' OR (total = 0 AND locked = 0))""";

  /** In a statement before what counts its positions, so that no fill comes in between. */
  private static final String LOCK =
      "SELECT FROM ${schema}.trading_accounts WHERE account_id = ? FOR UPDATE";

  private static final String OPEN_POSITIONS =
      "SELECT count(*) FROM ${schema}.positions WHERE account_id = ? AND quantity <> 0";

  private static final String SELECT =
      "SELECT " + AccountRow.COLUMNS + " FROM ${schema}.trading_accounts WHERE ";

  private final PostgresPool pool;

  PostgresAccountStore(@Named(PostgresPool.SERVICE) PostgresPool pool) {
    this.pool = pool;
  }

  @Override
  public void open(TenantId tenant, TradingAccount account, Write write, Deadline deadline) {
    pool.once(
        "open account", write, transaction -> open(transaction, tenant, account), deadline);
  }

  private static int open(
      PostgresTransaction transaction, TenantId tenant, TradingAccount account)
      throws SQLException {
    OptionalLong most = most(transaction, tenant, account.user());
    TradingAccount.Terms terms = account.terms();
    int opened =
        transaction.update(
            TenantSchemas.of(tenant, OPEN),
            (statement, first) ->
                new Parameters(statement, first)
                    .text(account.id().value())
                    .text(account.user())
                    .text(terms.platform())
                    .text(terms.broker())
                    .text(terms.number())
                    .text(Words.of(terms.kind()))
                    .text(terms.currency().getCurrencyCode())
                    .time(account.openedAt())
                    .text(account.user())
                    .text(most.isPresent() ? Long.toString(most.getAsLong()) : null));
    if (opened == 0) {
      boolean taken = find(transaction, tenant, account.id()).isPresent();
      throw new ProblemException(
          taken
              ? new Problem.AlreadyExists("account", account.id().value())
              : new Problem.LimitExceeded(LIMIT, most.orElse(0), Duration.ZERO));
    }
    return opened;
  }

  private static OptionalLong most(PostgresTransaction transaction, TenantId tenant, UserId user)
      throws SQLException {
    return transaction
        .list(
            TenantSchemas.of(tenant, OWNER),
            (statement, first) ->
                new Parameters(statement, first)
                    .text(tenant.value())
                    .text(LIMIT)
                    .text(LIMIT)
                    .text(user),
            row -> {
              long most = row.getLong(1);
              return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(most);
            })
        .stream()
        .findFirst()
        .orElseThrow(
            () -> new ProblemException(new Problem.NotFound("active user", user.value())));
  }

  @Override
  public TradingAccount report(
      TenantId tenant,
      @Nullable UserId user,
      AccountId account,
      TradingAccount.Report report,
      Deadline deadline) {
    return pool.run(
        "report account",
        Scope.of(tenant, user),
        deadline,
        transaction -> {
          TradingAccount earlier =
              find(transaction, tenant, account).orElseThrow(() -> notFound(account));
          if (earlier.with(report) == earlier) {
            return earlier;
          }
          transaction.update(
              TenantSchemas.of(tenant, REPORT),
              (statement, first) ->
                  new Parameters(statement, first)
                      .decimal(report.equity().amount())
                      .decimal(report.margin().amount())
                      .decimal(report.freeMargin().amount())
                      .time(report.at())
                      .text(account.value())
                      .time(report.at()));
          return find(transaction, tenant, account).orElseThrow(() -> notFound(account));
        });
  }

  @Override
  public TradingAccount set(
      TenantId tenant,
      @Nullable UserId user,
      AccountId account,
      TradingAccount.Status status,
      long version,
      Deadline deadline) {
    return pool.run(
        "set account status",
        Scope.of(tenant, user),
        deadline,
        transaction -> {
          if (status == TradingAccount.Status.CLOSED) {
            requireFlat(transaction, tenant, account);
          }
          String word = Words.of(status);
          transaction.update(
              TenantSchemas.of(tenant, SET),
              (statement, first) ->
                  new Parameters(statement, first)
                      .text(word)
                      .text(account.value())
                      .text(word)
                      .number(version)
                      .number(version)
                      .text(word));
          TradingAccount found =
              find(transaction, tenant, account).orElseThrow(() -> notFound(account));
          return found.in(status, version) == found ? found : late(found);
        });
  }

  private static void requireFlat(
      PostgresTransaction transaction, TenantId tenant, AccountId account) throws SQLException {
    PostgresTransaction.Parameters id =
        (statement, first) -> new Parameters(statement, first).text(account.value());
    if (transaction.list(TenantSchemas.of(tenant, LOCK), id, row -> account).isEmpty()) {
      throw notFound(account);
    }
    TradingAccount found =
        find(transaction, tenant, account).orElseThrow(() -> notFound(account));
    found.requireFlat(
        transaction.one(TenantSchemas.of(tenant, OPEN_POSITIONS), id, row -> row.getLong(1)));
  }

  /** Neither done nor refused: somebody else changed it in between. */
  private static TradingAccount late(TradingAccount found) {
    throw new ProblemException(new Problem.Stale("account", found.id().value()));
  }

  static ProblemException notFound(AccountId account) {
    return new ProblemException(new Problem.NotFound("account", account.value()));
  }

  @Override
  public Optional<TradingAccount> find(
      TenantId tenant, @Nullable UserId user, AccountId account, Deadline deadline) {
    return pool.read(
        "read account",
        Scope.of(tenant, user),
        deadline,
        transaction -> find(transaction, tenant, account));
  }

  static Optional<TradingAccount> find(
      PostgresTransaction transaction, TenantId tenant, AccountId account) throws SQLException {
    return transaction
        .list(
            TenantSchemas.of(tenant, SELECT + "account_id = ?"),
            (statement, first) -> new Parameters(statement, first).text(account.value()),
            AccountRow::account)
        .stream()
        .findFirst();
  }

  @Override
  public Page<TradingAccount> list(
      TenantId tenant, @Nullable UserId user, @Nullable Cursor after, int limit, Deadline deadline) {
    Listing listing = AccountStore.listing(tenant, user);
    String last = listing.position(after);
    List<TradingAccount> found =
        pool.read(
            "list accounts",
            Scope.of(tenant, user),
            deadline,
            transaction ->
                transaction.list(
                    TenantSchemas.of(
                        tenant,
                        SELECT
                            + (user == null ? "? IS NULL" : "user_id = ?")
                            + " AND account_id > ? ORDER BY account_id LIMIT ?"),
                    (statement, first) ->
                        new Parameters(statement, first).text(user).text(last).number(limit + 1L),
                    AccountRow::account));
    return listing.page(found, limit, account -> List.of(account.id().value()));
  }
}
