package dev.quintet.adapters.out.postgresql.kernel;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What must hold in the catalogs so that tenants are kept apart. Each file of {@code db/guards}, with
 * the common one before it, is one query that gives a sentence for every object at fault.
 */
final class PostgresGuards {

  private static final List<String> FILES =
      List.of(
          "server", "roles", "ownership", "privileges", "tables", "tenant_schemas", "views",
          "functions", "keys");

  /** Whom and what the guards are about. */
  static final String COMMON = SqlFile.read("guards/common.sql");

  private final List<String> queries =
      FILES.stream().map(file -> COMMON + SqlFile.read("guards/" + file + ".sql")).toList();

  /** Asks in the running transaction, as the owner or a superuser. */
  List<String> violations(Connection connection) throws SQLException {
    List<String> violations = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      // Expressions are compared as the server writes them, which depends on the search path.
      statement.execute("SET LOCAL search_path = ''");
      for (String query : queries) {
        try (ResultSet rows = statement.executeQuery(query)) {
          while (rows.next()) {
            violations.add(rows.getString(1));
          }
        }
      }
    }
    return violations;
  }
}
