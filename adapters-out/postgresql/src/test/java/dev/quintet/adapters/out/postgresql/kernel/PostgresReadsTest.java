package dev.quintet.adapters.out.postgresql.kernel;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantStore;
import dev.quintet.engines.SharedEngines;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads of one statement, through a network that counts. */
final class PostgresReadsTest {

  private final TenantId acme = TestPostgres.tenant();
  private FaultyNetwork network;
  private HikariDataSource source;
  private PostgresPool transactions;

  @BeforeEach
  void open() throws IOException {
    TestPostgres.bean(PostgresStore.class);
    network = new FaultyNetwork(SharedEngines.postgres().port());
    source = new HikariDataSource();
    source.setJdbcUrl(url());
    source.setUsername(PostgresPool.SERVICE);
    source.setPassword(TestPostgres.SERVICE_PASSWORD);
    source.setMaximumPoolSize(1);
    source.setMinimumIdle(0);
    source.setAutoCommit(false);
    source.setConnectionTimeout(PostgresPool.ACQUIRE.toMillis());
    source.setValidationTimeout(500);
    transactions = new PostgresPool(source);
  }

  private String url() {
    return "jdbc:postgresql://127.0.0.1:%d/%s"
        .formatted(network.port(), SharedEngines.postgres().database());
  }

  @AfterEach
  void close() throws IOException {
    source.close();
    network.close();
  }

  private static String text(PostgresTransaction transaction, String sql) throws SQLException {
    return transaction.query(
        sql,
        PostgresTransaction.Parameters.NONE,
        rows -> {
          rows.next();
          return rows.getString(1);
        });
  }

  private String read(String sql) {
    return transactions.read(
        "test", Scope.of(List.of(acme)), Fresh.deadline(), transaction -> text(transaction, sql));
  }

  @Test
  void itSeesItsTenantsAndHasALimit() {
    assertThat(read("SELECT quintet.current_tenants()::text")).isEqualTo("{" + acme + "}");
    assertThat(read("SELECT current_setting('statement_timeout')")).isNotEqualTo("0");
  }

  @Test
  void itLeavesNothingOnThePooledConnection() throws SQLException {
    read("SELECT 'there'");

    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                SELECT current_setting('quintet.tenants', true),
                       current_setting('statement_timeout')""")) {
      rows.next();
      assertThat(rows.getString(1)).isEmpty();
      assertThat(rows.getString(2)).isEqualTo("0");
      assertThat(connection.getAutoCommit()).isFalse();
    }
  }

  @Test
  void itIsOneRoundTrip() {
    read("SELECT 'there'");
    long before = network.requests();

    read("SELECT 'there'");

    assertThat(network.requests() - before).isOne();
  }

  @Test
  void aTenantIsFoundInOneRoundTrip() {
    try (ApplicationContext context =
        TestPostgres.context(
            Map.of("quintet.postgresql.url", url(), "quintet.postgresql.pools.registry", 1))) {
      TenantStore tenants = context.getBean(TenantStore.class);
      tenants.find(acme, Fresh.deadline());
      long before = network.requests();

      tenants.find(acme, Fresh.deadline());

      assertThat(network.requests() - before).isOne();
    }
  }

  @Test
  void itKnowsWhenItBegan() {
    long difference =
        transactions.read(
            "test",
            Scope.of(List.of(acme)),
            Fresh.deadline(),
            transaction -> {
              String now = text(transaction, "SELECT (extract(epoch FROM now()) * 1000)::bigint");
              return Long.parseLong(now) - transaction.begunAt().toEpochMilli();
            });

    assertThat(difference).isBetween(0L, 1L);
  }

  @Test
  void itEndsAtItsDeadline() {
    assertProblem(
        Problem.Unavailable.class,
        () ->
            transactions.read(
                "test",
                Scope.of(List.of(acme)),
                Deadline.after(Duration.ofMillis(300)),
                transaction -> text(transaction, "SELECT pg_sleep(20)::text")));
  }

  @Test
  void aSecondStatementIsRefusedInsteadOfSeeingNothing() {
    assertThatThrownBy(
            () ->
                transactions.read(
                    "test",
                    Scope.of(List.of(acme)),
                    Fresh.deadline(),
                    transaction ->
                        text(transaction, "SELECT 'one'") + text(transaction, "SELECT 'two'")))
        .isInstanceOf(IllegalStateException.class);
  }
}
