package dev.quintet.adapters.out.postgresql.kernel;

import dev.quintet.domain.shared.Deadline;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Whether this server may be served from: its catalogs, its logins, its number of connections. */
@Singleton
final class PostgresSelfCheck {

  /**
   * What must hold in the catalogs so that tenants are kept apart. Each file of {@code db/guards},
   * with the common one before it, is one query that gives a sentence for every object at fault.
   */
  private static final List<String> GUARDS =
      List.of(
          "server",
          "roles",
          "ownership",
          "privileges",
          "tables",
          "tenant_schemas",
          "views",
          "functions",
          "keys");

  /** Whom and what the guards are about. */
  static final String COMMON = SqlFile.read("guards/common.sql");

  private static final String ROOM =
      """
      SELECT current_setting('max_connections')::int
        - current_setting('superuser_reserved_connections')::int
        - coalesce(current_setting('reserved_connections', true)::int, 0)\
      """;

  /** Asked before a transaction of ours has set anything. */
  private static final String LOGIN =
      """
      SELECT current_user, current_setting('synchronous_commit'),
             coalesce(current_setting('quintet.tenants', true), ''),
             coalesce(current_setting('quintet.user', true), '')\
      """;

  private final PostgresPools sizes;
  private final PostgresPool owner;
  private final PostgresPool service;
  private final PostgresPool registry;
  private final PostgresPool billing;

  PostgresSelfCheck(
      PostgresPools sizes,
      @Named(PostgresPool.OWNER) PostgresPool owner,
      @Named(PostgresPool.SERVICE) PostgresPool service,
      @Named(PostgresPool.REGISTRY) PostgresPool registry,
      @Named(PostgresPool.BILLING) PostgresPool billing) {
    this.sizes = sizes;
    this.owner = owner;
    this.service = service;
    this.registry = registry;
    this.billing = billing;
  }

  /** A sentence for each thing at fault; empty: safe. */
  List<String> violations(Deadline deadline) {
    List<String> violations = new ArrayList<>();
    owner.run(
        "check guards",
        deadline,
        transaction -> {
          checkRoom(transaction, violations);
          return violations.addAll(violations(transaction.connection()));
        });
    checkLogin(service, PostgresPool.SERVICE, deadline, violations);
    checkLogin(registry, PostgresPool.REGISTRY, deadline, violations);
    checkLogin(billing, PostgresPool.BILLING, deadline, violations);
    return violations;
  }

  private void checkRoom(PostgresTransaction transaction, List<String> violations)
      throws SQLException {
    int room = transaction.one(ROOM, PostgresTransaction.Parameters.NONE, row -> row.getInt(1));
    if (sizes.total() > room) {
      violations.add(
          "quintet.postgresql.pools: service, registry, billing and owner may open %d connections, the server leaves %d"
              .formatted(sizes.total(), room));
    }
  }

  private static void checkLogin(
      PostgresPool pool, String role, Deadline deadline, List<String> violations) {
    try (var connection = pool.connection(deadline);
        var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(LOGIN)) {
      rows.next();
      if (!role.equals(rows.getString(1))) {
        violations.add(
            "role %s is logged in where %s should be".formatted(rows.getString(1), role));
      }
      if ("off".equals(rows.getString(2))) {
        violations.add("role " + role + " has synchronous_commit off");
      }
      if (!rows.getString(3).isEmpty()) {
        violations.add("role " + role + " begins with quintet.tenants set");
      }
      if (!rows.getString(4).isEmpty()) {
        violations.add("role " + role + " begins with quintet.user set");
      }
    } catch (SQLException e) {
      throw PostgresFailures.notApplied(e);
    }
  }

  /** Asks in the running transaction, as the owner or a superuser. */
  static List<String> violations(Connection connection) throws SQLException {
    List<String> violations = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      // Expressions are compared as the server writes them, which depends on the search path.
      statement.execute("SET LOCAL search_path = ''");
      for (String file : GUARDS) {
        try (ResultSet rows =
            statement.executeQuery(COMMON + SqlFile.read("guards/" + file + ".sql"))) {
          while (rows.next()) {
            violations.add(rows.getString(1));
          }
        }
      }
    }
    return violations;
  }
}
