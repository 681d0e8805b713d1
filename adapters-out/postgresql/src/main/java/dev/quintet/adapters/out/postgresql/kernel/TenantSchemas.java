package dev.quintet.adapters.out.postgresql.kernel;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/**
 * The schema and role {@code tenant_<id>} of each tenant. A tenant is brought to the newest version
 * in one transaction together with its row in {@code quintet.tenant_schemas}: it is there as a
 * whole or not at all. Nothing here looks at more than one tenant's catalog entries.
 */
@Singleton
public final class TenantSchemas {

  /**
   * The files of {@code db/tenant} by version, which begins with 1; a new one is added here. They
   * have {@code ${schema}}, {@code ${role}} and {@code ${tenant}} in them.
   */
  static final List<String> MIGRATIONS =
      Stream.of(
              "V001__configurations.sql",
              "V002__configurations_declared.sql",
              "V003__users.sql",
              "V004__trading_accounts.sql",
              "V005__preferences.sql",
              "V006__trades.sql",
              "V007__trade_events.sql",
              "V008__key_of_fills_first.sql",
              "V009__trade_events_by_time.sql",
              "V010__confidence_and_tier_of_fills.sql",
              "V011__decisions.sql")
          .map(file -> SqlFile.read("tenant/" + file))
          .toList();

  /** DDL waits for a tenant's own statements no longer than this, or they queue up behind it. */
  private static final String LOCK_TIMEOUT = "SET LOCAL lock_timeout = '2s'";

  private static final String LOCK =
      "SELECT pg_advisory_xact_lock(hashtextextended('quintet.tenant:' || ?, 0))";

  private static final String VERSION =
      "SELECT version FROM quintet.tenant_schemas WHERE tenant_id = ?";

  private static final String BEHIND =
      "SELECT tenant_id FROM quintet.tenant_schemas WHERE version < ? ORDER BY tenant_id";

  private static final String SAVE =
      """
      INSERT INTO quintet.tenant_schemas (tenant_id, version, migrated_at) VALUES (?, ?, now())
      ON CONFLICT (tenant_id) DO UPDATE
      SET version = excluded.version, migrated_at = excluded.migrated_at\
      """;

  private static final String CREATE =
      """
      DO $$
      BEGIN
        IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = '${schema}') THEN
          CREATE ROLE ${schema} NOLOGIN NOINHERIT;
        END IF;
      END
      $$;
      CREATE SCHEMA IF NOT EXISTS ${schema};
      GRANT USAGE ON SCHEMA ${schema} TO ${schema}, database_service_role\
      """;

  private final PostgresPool pool;
  private final List<String> migrations;

  @Inject
  TenantSchemas(@Named(PostgresPool.OWNER) PostgresPool pool) {
    this(pool, MIGRATIONS);
  }

  /**
   * @param migrations the first is version 1
   */
  TenantSchemas(PostgresPool pool, List<String> migrations) {
    this.pool = pool;
    this.migrations = List.copyOf(migrations);
  }

  /** The schema of a tenant, and the role that has rights to it alone. */
  public static String name(TenantId tenant) {
    return "tenant_" + tenant;
  }

  /** Makes what is missing. Concurrent calls for one tenant wait for each other. */
  public void migrate(TenantId tenant, Deadline deadline) {
    pool.run(
        "migrate tenant",
        deadline,
        transaction -> {
          lock(transaction, tenant);
          int version = version(transaction, tenant);
          if (version < latest()) {
            migrate(transaction, tenant, version);
          }
          return latest();
        });
  }

  /** Tenants whose schema is of an earlier version, by id. */
  List<TenantId> behind(Deadline deadline) {
    return pool.run(
        "list tenants",
        deadline,
        transaction ->
            transaction.list(
                BEHIND,
                (statement, first) -> statement.setInt(first, latest()),
                row -> new TenantId(row.getString(1))));
  }

  private int latest() {
    return migrations.size();
  }

  /**
   * Statements for one tenant, with its schema for {@code ${schema}}. A tenant id needs no quoting: it is
   * {@code a-z 0-9 _}.
   */
  public static String of(TenantId tenant, String sql) {
    return sql.replace("${schema}", name(tenant))
        .replace("${role}", name(tenant))
        .replace("${tenant}", tenant.value());
  }

  private static void lock(PostgresTransaction transaction, TenantId tenant) throws SQLException {
    transaction.query(
        LOCK,
        (statement, first) -> statement.setString(first, tenant.value()),
        rows -> rows.next());
  }

  private static int version(PostgresTransaction transaction, TenantId tenant) throws SQLException {
    return transaction.query(
        VERSION,
        (statement, first) -> statement.setString(first, tenant.value()),
        rows -> rows.next() ? rows.getInt(1) : 0);
  }

  private void migrate(PostgresTransaction transaction, TenantId tenant, int version)
      throws SQLException {
    try (Statement statement = transaction.connection().createStatement()) {
      statement.execute(LOCK_TIMEOUT);
      if (version == 0) {
        statement.execute(of(tenant, CREATE));
      }
      for (String migration : migrations.subList(version, latest())) {
        statement.execute(of(tenant, migration));
      }
    }
    transaction.update(
        SAVE,
        (PreparedStatement statement, int first) -> {
          statement.setString(first, tenant.value());
          statement.setInt(first + 1, latest());
        });
  }
}
