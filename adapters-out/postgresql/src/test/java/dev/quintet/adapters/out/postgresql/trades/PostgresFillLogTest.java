package dev.quintet.adapters.out.postgresql.trades;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.FillLogContract;
import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.postgresql.kernel.PostgresPool;
import dev.quintet.adapters.out.postgresql.kernel.PostgresTransaction;
import dev.quintet.adapters.out.postgresql.kernel.Scope;
import dev.quintet.adapters.out.postgresql.kernel.TenantSchemas;
import dev.quintet.adapters.out.postgresql.kernel.TestPostgres;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.Costs;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.Side;
import dev.quintet.domain.trades.TradeId;
import dev.quintet.domain.users.TradingAccount;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PostgresFillLogTest implements FillLogContract {

  private static final String READ =
      "seq_tup_read + (SELECT sum(i.idx_tup_read) FROM pg_stat_user_indexes i"
          + " WHERE i.relid = t.relid)";

  @Override
  public <P> P port(Class<P> type) {
    return TestPostgres.bean(type);
  }

  @Override
  public TenantId newTenant() {
    return TestPostgres.tenant();
  }

  /** Without the account, whose owner hides them as well. */
  @ParameterizedTest
  @ValueSource(strings = {"fills", "positions", "closed_lots"})
  void rowsAreThoseOfTheirOwner(String table) {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    record(
        tenant,
        fill(account, "1", Side.BUY, "2"),
        fill(account, "2", Side.SELL, "1"));
    assertThat(rows(table, tenant, account.user())).isPositive();
    assertThat(rows(table, tenant, newUser(tenant))).isZero();
  }

  /** Also by plans of a session that made them while there were few. */
  @Test
  void whatAFillReadsDoesNotGrowWithItsAccount() throws SQLException {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    int fills = 400;
    for (int i = 1; i <= fills; i++) {
      record(tenant, fill(account, "t-" + i, i % 2 == 0 ? Side.SELL : Side.BUY, "1"));
    }
    try (Connection superuser = TestPostgres.superuser()) {
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> number(superuser, tenant, "n_tup_ins") == fills);
      assertThat(number(superuser, tenant, READ)).isLessThan(20L * fills);
    }
  }

  private static long number(Connection superuser, TenantId tenant, String what)
      throws SQLException {
    try (Statement statement = superuser.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT %s FROM pg_stat_user_tables t WHERE relid = '%s.fills'::regclass"
                    .formatted(what, TenantSchemas.name(tenant)))) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static Fill fill(TradingAccount account, String id, Side side, String quantity) {
    return new Fill(
        new TradeId(id),
        account.id(),
        new Symbol("DAX"),
        side,
        new BigDecimal(quantity),
        BigDecimal.TEN,
        Costs.none(account.terms().currency()),
        Instant.EPOCH,
        Fill.Origin.NONE);
  }

  private static long rows(String table, TenantId tenant, UserId user) {
    return TestPostgres.pool(PostgresPool.SERVICE)
        .read(
            "count rows",
            Scope.of(tenant, user),
            Fresh.deadline(),
            transaction ->
                transaction.one(
                    "SELECT count(*) FROM " + TenantSchemas.name(tenant) + "." + table,
                    PostgresTransaction.Parameters.NONE,
                    row -> row.getLong(1)));
  }
}
