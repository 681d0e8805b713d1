package dev.quintet.adapters.out.postgresql.kernel;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.engines.SharedEngines;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PostgresTransactionsTest {

  private static final PostgresTransaction.Parameters NONE = PostgresTransaction.Parameters.NONE;
  private static final Duration SHORT = Duration.ofMillis(300);

  private final TenantId acme = TestPostgres.tenant();
  private final PostgresPool single = pool(1);

  private static PostgresPool pool(int size) {
    TestPostgres.bean(PostgresStore.class);
    var source = new HikariDataSource();
    source.setJdbcUrl(SharedEngines.postgres().jdbcUrl());
    source.setUsername(PostgresPool.SERVICE);
    source.setPassword(TestPostgres.SERVICE_PASSWORD);
    source.setMaximumPoolSize(size);
    source.setMinimumIdle(0);
    source.setAutoCommit(false);
    source.setConnectionTimeout(PostgresPool.ACQUIRE.toMillis());
    source.setValidationTimeout(500);
    return new PostgresPool(source);
  }

  @AfterEach
  void close() {
    single.close();
  }

  private static String text(PostgresTransaction transaction, String sql) throws SQLException {
    return transaction.query(
        sql,
        NONE,
        rows -> {
          rows.next();
          return rows.getString(1);
        });
  }

  private <T> T run(Deadline deadline, PostgresPool.Work<T> work) {
    return single.run("test", Scope.of(List.of(acme)), deadline, work);
  }

  private String answer(Deadline deadline, String sql) {
    return run(deadline, transaction -> text(transaction, sql));
  }

  @Test
  void theTenantsAndLimitsHoldFromTheFirstStatementOn() {
    run(
        Deadline.after(Duration.ofSeconds(5)),
        transaction -> {
          assertThat(text(transaction, "SELECT current_setting('quintet.tenants')"))
              .isEqualTo(acme.value());
          assertThat(text(transaction, "SELECT array_to_string(quintet.current_tenants(), '|')"))
              .isEqualTo(acme.value());
          for (String limit : List.of("statement_timeout", "lock_timeout")) {
            String millis =
                text(
                    transaction,
                    "SELECT setting FROM pg_settings WHERE name = '" + limit + "'");
            assertThat(Integer.parseInt(millis)).as(limit).isBetween(1, 5_000);
          }
          String idle =
              text(
                  transaction,
                  "SELECT setting FROM pg_settings"
                      + " WHERE name = 'idle_in_transaction_session_timeout'");
          assertThat(Integer.parseInt(idle)).isBetween(5_001, 10_000);
          return true;
        });
  }

  @Test
  void aPooledConnectionKeepsNothing() throws SQLException {
    answer(Fresh.deadline(), "SELECT 'committed'");
    assertThatThrownBy(
            () ->
                run(
                    Fresh.deadline(),
                    transaction -> {
                      text(transaction, "SELECT 'rolled back'");
                      throw new IllegalStateException("undo");
                    }))
        .hasMessage("undo");
    try (Connection connection = single.source().getConnection();
        Statement statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                SELECT current_setting('quintet.tenants', true),
                       current_setting('statement_timeout'), current_setting('lock_timeout')""")) {
      rows.next();
      assertThat(rows.getString(1)).isEmpty();
      assertThat(rows.getString(2)).isEqualTo("0");
      assertThat(rows.getString(3)).isEqualTo("0");
    }
  }

  @Test
  void whatIsLeftOnASessionHasNoEffectOnTheNextTransaction() throws SQLException {
    try (Connection connection = single.source().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT set_config('quintet.tenants', 'other', false)");
      connection.commit();
    }
    String tenants =
        single.run(
            "test",
            Fresh.deadline(),
            transaction ->
                text(transaction, "SELECT coalesce(quintet.current_tenants()::text, '-')"));
    assertThat(tenants).isEqualTo("-");
  }

  @Test
  void aStatementEndsAtTheDeadlineAndIsGoneFromTheServer() throws SQLException {
    long before = System.nanoTime();
    assertProblem(
        Problem.Unavailable.class,
        () ->
            answer(Deadline.after(SHORT), "SELECT pg_sleep(20)::text"));
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
    try (Connection connection = TestPostgres.superuser();
        Statement statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'SELECT pg_sleep(20)%'")) {
      assertThat(rows.next()).isFalse();
    }
  }

  @Test
  void aStatementWhoseClientIsGoneEnds() throws Exception {
    String mark = "SELECT pg_sleep(30) AS " + Fresh.batch().value().replace("-", "_");
    Connection leaving = TestPostgres.service();
    var failure = new CompletableFuture<Throwable>();
    Thread.startVirtualThread(
        () -> failure.complete(catchThrowable(() -> leaving.createStatement().execute(mark))));
    await().until(() -> active(mark));
    leaving.abort(Runnable::run);
    assertThat(failure.get(10, TimeUnit.SECONDS)).isInstanceOf(SQLException.class);
    await().atMost(Duration.ofSeconds(5)).until(() -> !active(mark));
  }

  private static boolean active(String query) throws SQLException {
    try (Connection connection = TestPostgres.superuser();
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT FROM pg_stat_activity WHERE state = 'active' AND query = ?")) {
      statement.setString(1, query);
      return statement.executeQuery().next();
    }
  }

  @Test
  void afterAFailureThePoolServesTheNext() {
    assertThatThrownBy(() -> answer(Fresh.deadline(), "SELECT 1/0"))
        .isInstanceOf(IllegalStateException.class)
        .hasCauseInstanceOf(SQLException.class);
    assertThat(answer(Fresh.deadline(), "SELECT 'fine'"))
        .isEqualTo("fine");
  }

  @Test
  void aFailedTransactionIsNotTakenForCommitted() {
    assertProblem(
        new Problem.Unavailable("postgresql"),
        () ->
            run(
                Fresh.deadline(),
                transaction -> {
                  try {
                    text(transaction, "SELECT 1/0");
                  } catch (SQLException e) {
                    // Swallowed: the server answers the COMMIT with ROLLBACK.
                  }
                  return true;
                }));
  }

  @Test
  void whoWaitsForAConnectionWaitsUntilItsDeadline() throws InterruptedException {
    var taken = new CountDownLatch(1);
    var end = new CountDownLatch(1);
    Thread holder =
        Thread.startVirtualThread(
            () ->
                run(
                    Fresh.deadline(),
                    transaction -> {
                      taken.countDown();
                      return wait(end);
                    }));
    assertThat(taken.await(10, TimeUnit.SECONDS)).isTrue();
    assertProblem(
        Problem.Unavailable.class,
        () -> answer(Deadline.after(SHORT), "SELECT 1"));
    end.countDown();
    holder.join();
    assertThat(answer(Fresh.deadline(), "SELECT 1")).isEqualTo("1");
  }

  private static boolean wait(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aFrozenServerCostsNoMoreThanTheDeadline() {
    answer(Fresh.deadline(), "SELECT 1");
    SharedEngines.postgres().pause();
    try {
      for (int i = 0; i < 2; i++) {
        long before = System.nanoTime();
        assertProblem(
            Problem.Unavailable.class,
            () -> answer(Deadline.after(SHORT), "SELECT 1"));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
      }
    } finally {
      SharedEngines.postgres().resume();
    }
    assertThat(answer(Fresh.deadline(), "SELECT 1")).isEqualTo("1");
  }

  @Test
  void aConnectionThatTheServerEndedIsReplaced() throws SQLException {
    assertProblem(
        Problem.Unavailable.class,
        () ->
            run(
                Fresh.deadline(),
                transaction -> {
                  end(text(transaction, "SELECT pg_backend_pid()"));
                  return text(transaction, "SELECT 1");
                }));
    assertThat(answer(Fresh.deadline(), "SELECT 1")).isEqualTo("1");
  }

  private static void end(String pid) throws SQLException {
    try (Connection connection = TestPostgres.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_terminate_backend(" + pid + ", 5000)");
    }
  }
}
