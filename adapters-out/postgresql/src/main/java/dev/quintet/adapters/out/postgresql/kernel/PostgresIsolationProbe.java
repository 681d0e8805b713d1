package dev.quintet.adapters.out.postgresql.kernel;

import dev.quintet.adapters.out.postgresql.kernel.ProbedTable.Attempt;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads and writes across tenants and users with the rights that serve them, in every table that
 * the catalog has: a new table needs nothing here.
 */
@Singleton
final class PostgresIsolationProbe {

  private static final String TABLES = PostgresSelfCheck.COMMON + SqlFile.read("probe/tables.sql");

  private static final UserId USER = new UserId(ProbedTable.USER);
  private static final UserId INTRUDER = new UserId("intruder");

  private final PostgresPool owner;
  private final PostgresPool service;
  private final PostgresPool registry;
  private final PostgresPool billing;

  PostgresIsolationProbe(
      @Named(PostgresPool.OWNER) PostgresPool owner,
      @Named(PostgresPool.SERVICE) PostgresPool service,
      @Named(PostgresPool.REGISTRY) PostgresPool registry,
      @Named(PostgresPool.BILLING) PostgresPool billing) {
    this.owner = owner;
    this.service = service;
    this.registry = registry;
    this.billing = billing;
  }

  List<String> leaks(TenantId own, TenantId other, Deadline deadline) {
    plant(own, deadline);
    List<ProbedTable> tables = plant(other, deadline);
    List<ProbedTable> declared = tables.stream().filter(ProbedTable::declared).toList();
    List<Attempt> all = attempts(tables, it -> it.acrossTenants(own, other, true));
    List<Attempt> ofTenants = attempts(declared, it -> it.acrossTenants(own, other, true));
    List<Attempt> unbilled = attempts(tables, it -> it.acrossTenants(own, other, !it.billed()));
    List<Attempt> ofUsers = attempts(declared, ProbedTable::acrossUsers);
    Scope others = Scope.of(List.of(other));
    return Stream.of(
            attempt("acting for " + own, service, Scope.of(List.of(own)), all, deadline),
            attempt("acting for nobody", service, Scope.NONE, all, deadline),
            attempt("as the registry", registry, others, ofTenants, deadline),
            attempt("as the billing", billing, others, unbilled, deadline),
            attempt(
                "acting for another user of " + other,
                service,
                Scope.of(other, INTRUDER),
                ofUsers,
                deadline))
        .flatMap(List::stream)
        .toList();
  }

  private static List<Attempt> attempts(
      List<ProbedTable> tables, Function<ProbedTable, Stream<Attempt>> tried) {
    return tables.stream().flatMap(tried).toList();
  }

  /** A row of the tenant in each table, seen by it: otherwise finding none would prove nothing. */
  private List<ProbedTable> plant(TenantId tenant, Deadline deadline) {
    List<ProbedTable> tables =
        owner.run(
            "probe isolation",
            deadline,
            transaction ->
                transaction.list(
                    TABLES,
                    (statement, first) -> statement.setString(first, tenant.value()),
                    ProbedTable::of));
    service.run(
        "plant canaries",
        Scope.of(tenant, USER),
        deadline,
        transaction -> {
          for (ProbedTable table : tables) {
            if (table.declared()) {
              plant(transaction, tenant, table);
            }
          }
          return tables;
        });
    return tables;
  }

  private static void plant(PostgresTransaction transaction, TenantId tenant, ProbedTable table)
      throws SQLException {
    transaction.update(table.planted(), PostgresTransaction.Parameters.NONE);
    boolean seen =
        transaction.query(
            "SELECT FROM " + table.name() + " LIMIT 1",
            PostgresTransaction.Parameters.NONE,
            ResultSet::next);
    if (!seen) {
      throw new IllegalStateException(tenant + " does not see its canary in " + table.name());
    }
  }

  /** What an attempt did is undone. */
  private static List<String> attempt(
      String who, PostgresPool as, Scope scope, List<Attempt> attempts, Deadline deadline) {
    return as.run(
        "probe isolation",
        scope,
        deadline,
        transaction -> {
          transaction.query("SELECT", PostgresTransaction.Parameters.NONE, ResultSet::next);
          List<String> leaks = new ArrayList<>();
          for (Attempt attempt : attempts) {
            if (succeeds(transaction.connection(), attempt)) {
              leaks.add(attempt.object() + " " + who);
            }
          }
          return leaks;
        });
  }

  private static boolean succeeds(Connection connection, Attempt attempt) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try (Statement statement = connection.createStatement()) {
      return touched(statement, attempt.sql());
    } catch (SQLException e) {
      return refusedByItsContent(attempt, e);
    } finally {
      connection.rollback(before);
    }
  }

  /** Rights and row security are asked before constraints: who meets those was let through. */
  private static boolean refusedByItsContent(Attempt attempt, SQLException e) throws SQLException {
    String state = e.getSQLState();
    if (state != null && state.startsWith("23")) {
      return true;
    }
    if (!"42501".equals(state)) {
      throw new SQLException(attempt.object() + " cannot be tried", state, e);
    }
    return false;
  }

  private static boolean touched(Statement statement, String sql) throws SQLException {
    boolean rows = statement.execute(sql);
    boolean touched = false;
    while (rows || statement.getUpdateCount() >= 0) {
      touched |= rows ? statement.getResultSet().next() : statement.getUpdateCount() > 0;
      rows = statement.getMoreResults();
    }
    return touched;
  }
}
