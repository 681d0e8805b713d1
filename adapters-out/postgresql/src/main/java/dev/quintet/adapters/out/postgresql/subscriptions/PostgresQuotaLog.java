package dev.quintet.adapters.out.postgresql.subscriptions;

import dev.quintet.adapters.out.postgresql.kernel.PostgresPool;
import dev.quintet.adapters.out.postgresql.kernel.Scope;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.subscriptions.Limit;
import dev.quintet.domain.subscriptions.QuotaLog;
import dev.quintet.domain.subscriptions.QuotaWarning;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** Warnings in {@code quintet.quota_warnings}. */
@Singleton
final class PostgresQuotaLog implements QuotaLog {

  private static final String WARN =
      """
      INSERT INTO quintet.quota_warnings
        (tenant_id, user_id, cycle, limit_name, percent, used, most, at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (tenant_id, user_id, cycle, limit_name, percent) DO NOTHING""";

  private static final String WARNINGS =
      """
      SELECT user_id, cycle, limit_name, percent, used, most, at
      FROM quintet.quota_warnings
      WHERE tenant_id = ? AND cycle >= ?
      ORDER BY user_id, cycle, limit_name, percent
      LIMIT 1000""";

  private final PostgresPool pool;

  PostgresQuotaLog(@Named(PostgresPool.SERVICE) PostgresPool pool) {
    this.pool = pool;
  }

  @Override
  public boolean warn(QuotaWarning warning, Deadline deadline) {
    return pool.run(
        "warn of a quota",
        Scope.of(warning.tenant(), null),
        deadline,
        transaction ->
            transaction.update(
                    WARN,
                    (statement, first) -> {
                      int at = first;
                      statement.setString(at++, warning.tenant().value());
                      statement.setString(
                          at++, warning.user() == null ? "" : warning.user().value());
                      statement.setObject(at++, warning.cycle());
                      statement.setString(at++, warning.limit().word());
                      statement.setInt(at++, warning.percent());
                      statement.setLong(at++, warning.used());
                      statement.setLong(at++, warning.most());
                      statement.setObject(at, warning.at().atOffset(ZoneOffset.UTC));
                    })
                > 0);
  }

  @Override
  public List<QuotaWarning> warnings(TenantId tenant, LocalDate since, Deadline deadline) {
    return pool.read(
        "list warnings of quotas",
        Scope.of(tenant, null),
        deadline,
        transaction ->
            transaction.list(
                WARNINGS,
                (statement, first) -> {
                  statement.setString(first, tenant.value());
                  statement.setObject(first + 1, since);
                },
                row -> warning(tenant, row)));
  }

  private static QuotaWarning warning(TenantId tenant, ResultSet row) throws SQLException {
    String user = row.getString(1);
    return new QuotaWarning(
        tenant,
        user.isEmpty() ? null : new UserId(user),
        Limit.Name.of(row.getString(3)),
        row.getObject(2, LocalDate.class),
        row.getInt(4),
        row.getLong(5),
        row.getLong(6),
        UsageRow.instant(row, 7));
  }
}
