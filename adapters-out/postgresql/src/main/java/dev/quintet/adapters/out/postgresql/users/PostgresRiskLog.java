package dev.quintet.adapters.out.postgresql.users;

import dev.quintet.adapters.out.postgresql.kernel.Columns;
import dev.quintet.adapters.out.postgresql.kernel.Parameters;
import dev.quintet.adapters.out.postgresql.kernel.PostgresPool;
import dev.quintet.adapters.out.postgresql.kernel.Scope;
import dev.quintet.adapters.out.postgresql.kernel.TenantSchemas;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.JsonText;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.AccountId;
import dev.quintet.domain.users.RiskLog;
import dev.quintet.domain.users.RiskSnapshot;
import dev.quintet.domain.writes.Write;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Snapshots in {@code risk_snapshots} of the tenant's schema. */
@Singleton
final class PostgresRiskLog implements RiskLog {

  private static final String APPEND =
      """
      WITH owner AS (
        SELECT user_id FROM ${schema}.users WHERE user_id = ? AND state = 'active' FOR SHARE)
      INSERT INTO ${schema}.risk_snapshots (snapshot_id, user_id, account_id, content, taken_at)
      SELECT ?, o.user_id, s.account_id, ?, ?
      FROM owner o CROSS JOIN (SELECT ?::text AS account_id) AS s
      WHERE s.account_id = '' OR EXISTS (
        SELECT FROM ${schema}.trading_accounts a
        WHERE a.account_id = s.account_id AND a.user_id = o.user_id)
      ON CONFLICT (snapshot_id) DO NOTHING""";

  private static final String KNOWN =
      """
      SELECT u.user_id IS NOT NULL, s.account_id = '' OR a.account_id IS NOT NULL
      FROM (SELECT ?::text AS user_id, ?::text AS account_id) AS s
      LEFT JOIN ${schema}.users u ON u.user_id = s.user_id AND u.state = 'active'
      LEFT JOIN ${schema}.trading_accounts a
        ON a.account_id = s.account_id AND a.user_id = s.user_id""";

  private static final String LATEST =
      """
      SELECT snapshot_id, user_id, account_id, content, taken_at
      FROM ${schema}.risk_snapshots
      WHERE user_id = ? AND account_id = ?
      ORDER BY taken_at DESC, snapshot_id DESC LIMIT 1""";

  private final PostgresPool pool;

  PostgresRiskLog(@Named(PostgresPool.SERVICE) PostgresPool pool) {
    this.pool = pool;
  }

  private static String text(@Nullable AccountId account) {
    return account == null ? "" : account.value();
  }

  private static RiskSnapshot snapshot(ResultSet columns) throws SQLException {
    Columns row = new Columns(columns);
    return new RiskSnapshot(
        row.text(),
        new UserId(row.text()),
        account(row.text()),
        new JsonText(row.text()),
        row.time());
  }

  private static @Nullable AccountId account(String text) {
    return text.isEmpty() ? null : new AccountId(text);
  }

  @Override
  public void append(TenantId tenant, RiskSnapshot snapshot, Write write, Deadline deadline) {
    pool.once(
        "add risk snapshot",
        write,
        transaction -> {
          int added =
              transaction.update(
                  TenantSchemas.of(tenant, APPEND),
                  (statement, first) ->
                      new Parameters(statement, first)
                          .text(snapshot.user())
                          .text(snapshot.id())
                          .text(snapshot.content().value())
                          .time(snapshot.takenAt())
                          .text(text(snapshot.account())));
          if (added == 0) {
            throw transaction.one(
                TenantSchemas.of(tenant, KNOWN),
                (statement, first) ->
                    new Parameters(statement, first)
                        .text(snapshot.user())
                        .text(text(snapshot.account())),
                row -> refused(snapshot, row.getBoolean(1), row.getBoolean(2)));
          }
          return added;
        },
        deadline);
  }

  private static ProblemException refused(
      RiskSnapshot snapshot, boolean activeUser, boolean ownAccount) {
    if (!activeUser) {
      return new ProblemException(
          new Problem.NotFound("active user", snapshot.user().value()));
    }
    return new ProblemException(
        ownAccount
            ? new Problem.AlreadyExists("risk snapshot", snapshot.id())
            : new Problem.NotFound("account", text(snapshot.account())));
  }

  @Override
  public Optional<RiskSnapshot> latest(
      TenantId tenant, UserId user, @Nullable AccountId account, Deadline deadline) {
    return pool
        .read(
            "read risk",
            Scope.of(tenant, user),
            deadline,
            transaction ->
                transaction.list(
                    TenantSchemas.of(tenant, LATEST),
                    (statement, first) ->
                        new Parameters(statement, first).text(user).text(text(account)),
                    PostgresRiskLog::snapshot))
        .stream()
        .findFirst();
  }
}
