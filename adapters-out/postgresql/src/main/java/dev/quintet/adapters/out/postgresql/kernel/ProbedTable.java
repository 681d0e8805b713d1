package dev.quintet.adapters.out.postgresql.kernel;

import dev.quintet.domain.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table as the isolation probe finds it in the catalog, and what is tried on it. No attempt has a
 * tenant condition of ours that would help the database to refuse.
 *
 * @param cell a column
 * @param insert adds the canary of a tenant, with the user {@value #USER} if the table has an owner;
 *     null: the table is exempt from being declared
 * @param owner the column of the user, null: none
 * @param billed the billing system may read it
 * @param shown a tenant sees its own rows of this table, exempt as it is
 */
record ProbedTable(
    String name,
    String schema,
    @Nullable String cell,
    @Nullable String insert,
    @Nullable String owner,
    boolean billed,
    boolean shown) {

  /** Whose rows the canaries are. */
  static final String USER = "canary";

  /** What is tried, and the statement, which must touch nothing. */
  record Attempt(String object, String sql) {}

  /** In the order of the columns of {@code db/probe/tables.sql}. */
  static ProbedTable of(ResultSet row) throws SQLException {
    return new ProbedTable(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getBoolean(6),
        row.getBoolean(7));
  }

  boolean declared() {
    return insert != null;
  }

  private boolean shared() {
    return schema.equals("quintet");
  }

  /** The row that must be there for an attempt to prove anything. */
  String planted() {
    return insert + " ON CONFLICT DO NOTHING";
  }

  /**
   * What must not touch another tenant's rows.
   *
   * @param reads whether reading is tried too
   */
  Stream<Attempt> acrossTenants(TenantId own, TenantId other, boolean reads) {
    String rows = shown || (declared() && shared()) ? " WHERE tenant_id = '" + other + "'" : "";
    Stream<Attempt> read = reads ? Stream.of(read(rows)) : Stream.of();
    return declared() ? Stream.concat(read, writes(own, other, rows)) : read;
  }

  private Stream<Attempt> writes(TenantId own, TenantId other, String rows) {
    return Stream.concat(
        changes(rows),
        Stream.of(
            // Only asked for: where it is allowed it would lock everybody out.
            attempt(
                "truncated",
                "SELECT WHERE pg_catalog.has_table_privilege('%s', 'TRUNCATE')".formatted(name)),
            shared()
                ? attempt(
                    "moved",
                    "UPDATE %s SET tenant_id = '%s' WHERE tenant_id = '%s'"
                        .formatted(name, other, own))
                : attempt(
                    "read as its role",
                    "SET LOCAL ROLE %s; SELECT FROM %s LIMIT 1".formatted(schema, name))));
  }

  /** What must not touch the rows of another user of the same tenant. */
  Stream<Attempt> acrossUsers() {
    if (owner == null) {
      return Stream.of();
    }
    String rows = " WHERE " + owner + " = '" + USER + "'";
    return Stream.concat(Stream.of(read(rows)), changes(rows));
  }

  private Attempt read(String rows) {
    return attempt("read", "SELECT FROM " + name + rows + " LIMIT 1");
  }

  private Stream<Attempt> changes(String rows) {
    return Stream.of(
        attempt("inserted", String.valueOf(insert)),
        attempt("updated", "UPDATE %1$s SET %2$s = %2$s%3$s".formatted(name, cell, rows)),
        attempt("deleted", "DELETE FROM " + name + rows));
  }

  private Attempt attempt(String what, String sql) {
    return new Attempt(name + ", " + what, sql);
  }
}
