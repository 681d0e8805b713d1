package dev.quintet.adapters.out.postgresql.trades;

import dev.quintet.adapters.out.postgresql.kernel.Columns;
import dev.quintet.adapters.out.postgresql.kernel.Outbox;
import dev.quintet.adapters.out.postgresql.kernel.Parameters;
import dev.quintet.adapters.out.postgresql.kernel.PostgresPool;
import dev.quintet.adapters.out.postgresql.kernel.PostgresTransaction;
import dev.quintet.adapters.out.postgresql.kernel.Scope;
import dev.quintet.adapters.out.postgresql.kernel.TenantSchemas;
import dev.quintet.adapters.out.postgresql.users.AccountEntries;
import dev.quintet.domain.operations.Receipt;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.Margin;
import dev.quintet.domain.trades.MarginStore;
import dev.quintet.domain.trades.TradeId;
import dev.quintet.domain.trades.TradedAccount;
import dev.quintet.domain.users.AccountEntry;
import dev.quintet.domain.users.AccountId;
import dev.quintet.domain.users.TradingAccount;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Write;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Margins in {@code quintet.margins}. Their row is locked before that of their account. */
@Singleton
final class PostgresMarginStore implements MarginStore {

  private static final String INSERT =
      """
      INSERT INTO quintet.margins
        (tenant_id, account_id, margin_id, user_id, amount, currency, expires_at, state, reason,
         changed_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, 'reserved', '', now())""";

  private static final String SELECT =
      """
      SELECT user_id, currency, amount, expires_at, state, fill, reason, changed_at
      FROM quintet.margins WHERE tenant_id = ? AND account_id = ? AND margin_id = ?""";

  private static final String LIST =
      """
      SELECT margin_id, user_id, currency, amount, expires_at, state, fill, reason, changed_at
      FROM quintet.margins
      WHERE tenant_id = ? AND account_id = ? AND margin_id > ?
        AND (NOT ? OR state IN ('reserved', 'filling', 'open'))
      ORDER BY margin_id LIMIT ?""";

  private static final String UPDATE =
      """
      UPDATE quintet.margins SET state = ?, fill = ?, reason = ?, changed_at = ?
      WHERE tenant_id = ? AND account_id = ? AND margin_id = ?""";

  private static final String DUE =
      """
      SELECT tenant_id, account_id, margin_id FROM quintet.margins
      WHERE state IN ('reserved', 'filling') AND (state = 'filling' OR expires_at <= ?)
      ORDER BY expires_at LIMIT 1000""";

  private static final String LOCKED =
      "SELECT locked FROM ${schema}.trading_accounts WHERE account_id = ?";

  private final PostgresPool pool;

  PostgresMarginStore(@Named(PostgresPool.SERVICE) PostgresPool pool) {
    this.pool = pool;
  }

  @Override
  public Answer.Recorded reserve(
      TenantId tenant,
      Margin.Key key,
      Money amount,
      Instant expiresAt,
      Write write,
      Deadline deadline) {
    return pool.once(
        "reserve margin",
        write,
        transaction -> {
          TradedAccount account = TradedAccounts.lock(transaction, tenant, key.account());
          if (account.status() != TradingAccount.Status.ACTIVE) {
            throw new ProblemException(
                new Problem.NotReady("account " + key.account() + " is not active"));
          }
          AccountEntry unused =
              AccountEntries.append(
                  transaction,
                  tenant,
                  key.account(),
                  key.entry("reserve", amount, transaction.begunAt()));
          Outbox.begin(transaction, key.operation(tenant, account.user()));
          return transaction.update(
              INSERT,
              (statement, first) ->
                  bind(new Parameters(statement, first), tenant, key)
                      .text(account.user())
                      .decimal(amount.amount())
                      .text(amount.currency().getCurrencyCode())
                      .time(expiresAt));
        },
        deadline);
  }

  private static Parameters bind(Parameters parameters, TenantId tenant, Margin.Key key)
      throws SQLException {
    return parameters.text(tenant).text(key.account()).text(key.id());
  }

  @Override
  public Margin change(
      TenantId tenant,
      @Nullable UserId user,
      Margin.Key key,
      UnaryOperator<Margin> change,
      Deadline deadline) {
    return pool.run(
        "change margin",
        Scope.of(tenant, user),
        deadline,
        transaction -> {
          Margin before = lock(transaction, tenant, key);
          Margin after = change.apply(before);
          if (!after.equals(before)) {
            update(transaction, tenant, after);
            if (before.locks() && !after.locks()) {
              release(transaction, tenant, after);
            }
          }
          return after;
        });
  }

  private static Margin lock(PostgresTransaction transaction, TenantId tenant, Margin.Key key)
      throws SQLException {
    return select(transaction, SELECT + " FOR UPDATE", tenant, key).stream()
        .findFirst()
        .orElseThrow(
            () -> new ProblemException(new Problem.NotFound("margin", key.id().value())));
  }

  private static List<Margin> select(
      PostgresTransaction transaction, String sql, TenantId tenant, Margin.Key key)
      throws SQLException {
    return transaction.list(
        sql,
        (statement, first) -> bind(new Parameters(statement, first), tenant, key),
        row -> MarginRow.margin(key, new Columns(row)));
  }

  private static void update(PostgresTransaction transaction, TenantId tenant, Margin after)
      throws SQLException {
    Fill fill = after.fill();
    int unused =
        transaction.update(
            UPDATE,
            (statement, first) ->
                bind(
                    new Parameters(statement, first)
                        .text(Words.of(after.state()))
                        .words(fill == null ? List.of() : FillWords.of(fill), word -> word)
                        .text(after.reason())
                        .time(after.changedAt()),
                    tenant,
                    after.key()));
    switch (after.state()) {
      case RESERVED, FILLING, RELEASED -> {}
      case OPEN ->
          Outbox.end(
              transaction, tenant, after.key().operation(), Receipt.State.COMMITTED, null);
      case COMPENSATED ->
          Outbox.end(
              transaction,
              tenant,
              after.key().operation(),
              Receipt.State.COMPENSATED,
              after.reason());
    }
  }

  /** As far as it is locked: entries of callers may have unlocked some of it. */
  private static void release(PostgresTransaction transaction, TenantId tenant, Margin margin)
      throws SQLException {
    AccountId account = margin.key().account();
    TradedAccount unused = TradedAccounts.lock(transaction, tenant, account);
    BigDecimal locked =
        transaction.one(
            TenantSchemas.of(tenant, LOCKED),
            (statement, first) -> new Parameters(statement, first).text(account),
            row -> row.getBigDecimal(1));
    Money part = new Money(locked.min(margin.amount().amount()), margin.amount().currency());
    if (!part.isZero()) {
      AccountEntry alsoUnused =
          AccountEntries.append(
              transaction,
              tenant,
              account,
              margin.key().entry("release", part.negated(), margin.changedAt()));
    }
  }

  @Override
  public Margin fill(
      TenantId tenant, Margin.Key key, Set<String> stores, Write write, Deadline deadline) {
    Answer.Recorded recorded =
        pool.once(
            "record fill of margin",
            write,
            transaction -> {
              Margin before = lock(transaction, tenant, key);
              Fill fill = before.fill();
              if (before.state() != Margin.State.FILLING || fill == null) {
                throw new ProblemException(
                    new Problem.NotReady("margin " + key.id() + " is not being filled"));
              }
              int unused = PostgresFillLog.record(transaction, tenant, fill, stores);
              update(transaction, tenant, before.filled(transaction.begunAt()));
              return 1;
            },
            deadline);
    return change(
        tenant, write.subject().user(), key, it -> it.filled(recorded.at()), deadline);
  }

  @Override
  public Optional<Margin> find(
      TenantId tenant, @Nullable UserId user, Margin.Key key, Deadline deadline) {
    return pool.read(
        "read margin",
        Scope.of(tenant, user),
        deadline,
        transaction -> select(transaction, SELECT, tenant, key).stream().findFirst());
  }

  @Override
  public Page<Margin> list(
      TenantId tenant,
      @Nullable UserId user,
      AccountId account,
      boolean locked,
      @Nullable Cursor after,
      int limit,
      Deadline deadline) {
    Listing listing = MarginStore.listing(tenant, account, locked);
    String last = after == null ? "" : listing.position(after, 1, List::getFirst);
    List<Margin> found =
        pool.read(
            "list margins",
            Scope.of(tenant, user),
            deadline,
            transaction ->
                transaction.list(
                    LIST,
                    (statement, first) ->
                        new Parameters(statement, first)
                            .text(tenant)
                            .text(account)
                            .text(last)
                            .flag(locked)
                            .number(limit + 1L),
                    row -> MarginRow.ofAccount(account, new Columns(row))));
    return listing.page(found, limit, it -> List.of(it.key().id().value()));
  }

  @Override
  public List<Reference> due(Set<TenantId> tenants, Instant now, Deadline deadline) {
    return pool.read(
        "find unfinished margins",
        Scope.of(tenants),
        deadline,
        transaction ->
            transaction.list(
                DUE,
                (statement, first) -> new Parameters(statement, first).time(now),
                row ->
                    new Reference(
                        new TenantId(row.getString(1)),
                        new Margin.Key(
                            new AccountId(row.getString(2)), new TradeId(row.getString(3))))));
  }
}
