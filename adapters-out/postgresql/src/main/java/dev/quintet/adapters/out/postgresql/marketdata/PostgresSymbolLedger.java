package dev.quintet.adapters.out.postgresql.marketdata;

import dev.quintet.adapters.out.postgresql.kernel.Parameters;
import dev.quintet.adapters.out.postgresql.kernel.PostgresPool;
import dev.quintet.adapters.out.postgresql.kernel.PostgresTransaction;
import dev.quintet.adapters.out.postgresql.kernel.Scope;
import dev.quintet.adapters.out.postgresql.kernel.TenantSchemas;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.SymbolLedger;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Symbols in {@code quintet.symbols}. */
@Singleton
final class PostgresSymbolLedger implements SymbolLedger {

  private static final String BEGUN =
      "SELECT count(*) FROM quintet.symbols WHERE tenant_id = ? AND user_id = '' AND symbol = ''";

  private static final String BEGIN =
      """
      WITH begun AS (
        INSERT INTO quintet.symbols (tenant_id, user_id, symbol) VALUES (?, '', '')
        ON CONFLICT (tenant_id, user_id, symbol) DO NOTHING
        RETURNING tenant_id)
      INSERT INTO quintet.symbols (tenant_id, user_id, symbol)
      SELECT tenant_id, '', unnest(?::text[]) FROM begun
      ON CONFLICT (tenant_id, user_id, symbol) DO NOTHING""";

  /** Who adds at the same time waits here, and counts when it is its turn. */
  private static final String LOCK =
      """
      INSERT INTO quintet.symbols (tenant_id, user_id, symbol) VALUES (?, ?, '')
      ON CONFLICT (tenant_id, user_id, symbol) DO UPDATE SET symbol = ''""";

  private static final String LIMIT_OF_TENANT = "SELECT coalesce(quintet.limit_of(?, NULL, ?), 9223372036854775807)";

  private static final String LIMIT_OF_USER =
      """
      SELECT LEAST(
        quintet.limit_of(?, ?, ?),
        (SELECT (limits ->> ?)::bigint FROM ${schema}.users WHERE user_id = ?),
        9223372036854775807)""";

  /** How many there are, and how many of those that are to be added are among them. */
  private static final String COUNT =
      """
      SELECT count(*), count(*) FILTER (WHERE symbol = ANY (?))
      FROM quintet.symbols WHERE tenant_id = ? AND user_id = ? AND symbol <> ''""";

  private static final String ADD =
      """
      INSERT INTO quintet.symbols (tenant_id, user_id, symbol)
      SELECT ?, ?, unnest(?::text[])
      ON CONFLICT (tenant_id, user_id, symbol) DO NOTHING""";

  private record Counted(long held, long among) {}

  private final PostgresPool pool;

  PostgresSymbolLedger(@Named(PostgresPool.SERVICE) PostgresPool pool) {
    this.pool = pool;
  }

  @Override
  public boolean begun(TenantId tenant, Deadline deadline) {
    return pool.read(
        "find symbols",
        Scope.of(tenant, null),
        deadline,
        transaction ->
            transaction.one(
                BEGUN,
                (statement, first) -> new Parameters(statement, first).text(tenant),
                row -> row.getLong(1) > 0));
  }

  /** Who adds a symbol of the tenant before this has made its row as well, so both come to the same. */
  @Override
  public void begin(TenantId tenant, Collection<Symbol> stored, Deadline deadline) {
    pool.run(
        "take over symbols",
        Scope.of(tenant, null),
        deadline,
        transaction ->
            transaction.update(
                BEGIN,
                (statement, first) ->
                    new Parameters(statement, first)
                        .text(tenant)
                        .words(List.copyOf(stored), Symbol::value)));
  }

  @Override
  public long add(
      TenantId tenant, @Nullable UserId user, Collection<Symbol> symbols, Deadline deadline) {
    return pool.run(
        "add symbols",
        Scope.of(tenant, user),
        deadline,
        transaction -> add(transaction, tenant, user, List.copyOf(symbols)));
  }

  private static long add(
      PostgresTransaction transaction,
      TenantId tenant,
      @Nullable UserId user,
      List<Symbol> symbols)
      throws SQLException {
    String owner = user == null ? "" : user.value();
    transaction.update(
        LOCK, (statement, first) -> new Parameters(statement, first).text(tenant).text(owner));
    Counted counted =
        transaction.one(
            COUNT,
            (statement, first) ->
                new Parameters(statement, first)
                    .words(symbols, Symbol::value)
                    .text(tenant)
                    .text(owner),
            row -> new Counted(row.getLong(1), row.getLong(2)));
    long more = symbols.size() - counted.among;
    if (more == 0) {
      return counted.held;
    }
    long most = limit(transaction, tenant, user);
    if (counted.held + more > most) {
      throw new ProblemException(
          new Problem.LimitExceeded(
              LIMIT, most, Duration.ZERO, new Problem.Consumed(counted.held, null)));
    }
    transaction.update(
        ADD,
        (statement, first) ->
            new Parameters(statement, first)
                .text(tenant)
                .text(owner)
                .words(symbols, Symbol::value));
    return counted.held + more;
  }

  private static long limit(
      PostgresTransaction transaction, TenantId tenant, @Nullable UserId user)
      throws SQLException {
    return transaction.one(
        user == null ? LIMIT_OF_TENANT : TenantSchemas.of(tenant, LIMIT_OF_USER),
        (statement, first) -> {
          Parameters parameters = new Parameters(statement, first).text(tenant);
          if (user == null) {
            parameters.text(LIMIT);
          } else {
            parameters.text(user).text(LIMIT).text(LIMIT).text(user);
          }
        },
        row -> row.getLong(1));
  }
}
