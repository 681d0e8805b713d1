package dev.quintet.adapters.out.postgresql.kernel;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.marketdata.BatchEntry;
import dev.quintet.domain.marketdata.BatchLedger;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.engines.SharedEngines;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A ledger whose network fails around the commit. */
final class PostgresBatchLedgerFaultsTest {

  private static final Problem UNKNOWN = new Problem.OutcomeUnknown("record batches");

  private final BatchEntry entry =
      new BatchEntry(
          Fresh.subject(TestPostgres.tenant()),
          Fresh.batch(),
          BatchEntry.Kind.TICKS,
          "0".repeat(64),
          1,
          0,
          Instant.parse("2026-02-03T04:05:06Z"));

  private FaultyNetwork network;
  private ApplicationContext context;
  private BatchLedger ledger;

  @BeforeEach
  void connectThroughTheNetwork() throws IOException {
    network = new FaultyNetwork(SharedEngines.postgres().port());
    String direct = SharedEngines.postgres().jdbcUrl();
    context =
        TestPostgres.context(
            Map.of(
                "quintet.postgresql.url",
                direct.replace(
                    ":" + SharedEngines.postgres().port() + "/", ":" + network.port() + "/"),
                "quintet.postgresql.pools.service",
                1));
    ledger = context.getBean(BatchLedger.class);
  }

  @AfterEach
  void disconnect() throws IOException {
    network.close();
    context.close();
  }

  private List<BatchEntry> record(Consumer<List<BatchEntry>> effect) {
    return ledger.record(List.of(entry), effect, Deadline.after(Duration.ofSeconds(1)));
  }

  private static long recorded(BatchEntry entry) throws SQLException {
    try (Connection connection = TestPostgres.superuser();
        Statement statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT count(*) FROM quintet.tick_batches WHERE batch_id = '%s'"
                    .formatted(entry.batchId()))) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** The effect that a retry over a working network has. */
  private List<BatchEntry> retried() {
    List<BatchEntry> effect = new ArrayList<>();
    BatchLedger working = TestPostgres.bean(BatchLedger.class);
    assertThat(working.record(List.of(entry), effect::addAll, Fresh.deadline()))
        .containsExactly(entry);
    return effect;
  }

  @Test
  void aCommitWhoseAnswerIsLostIsUnknownAndARetryFindsItDone() {
    assertProblem(UNKNOWN, () -> record(fresh -> network.loseAnswers()));
    await().until(() -> recorded(entry) == 1);
    assertThat(retried()).isEmpty();
  }

  @Test
  void aCommitThatNeverArrivesIsUnknownAndARetryDoesTheEffect() throws SQLException {
    assertProblem(UNKNOWN, () -> record(fresh -> network.loseRequests()));
    network.cut();
    assertThat(recorded(entry)).isZero();
    assertThat(retried()).containsExactly(entry);
  }

  @Test
  void aConnectionCutBeforeTheCommitIsUnknownBecauseTheEffectIsThere() {
    assertProblem(UNKNOWN, () -> record(fresh -> network.cut()));
    assertThat(retried()).containsExactly(entry);
  }

  @Test
  void aConnectionCutDuringAFailingEffectLetsItsExceptionThrough() {
    RuntimeException broken = new IllegalStateException("broken");
    assertThatThrownBy(
            () ->
                record(
                    fresh -> {
                      network.cut();
                      throw broken;
                    }))
        .isSameAs(broken);
    assertThat(retried()).containsExactly(entry);
  }

  @Test
  void withoutANetworkNothingIsDone() {
    network.loseRequests();
    List<BatchEntry> effect = new ArrayList<>();
    assertProblem(new Problem.Unavailable("postgresql"), () -> record(effect::addAll));
    assertThat(effect).isEmpty();
    network.cut();
    assertThat(retried()).containsExactly(entry);
  }

  @Test
  void aServerProcessKilledDuringTheEffectLeavesNothingRecorded() throws SQLException {
    assertProblem(UNKNOWN, () -> record(fresh -> killBackends()));
    assertThat(recorded(entry)).isZero();
    assertThat(retried()).containsExactly(entry);
  }

  /** The server says that it rolled back, which is no reason to say that nothing was done. */
  @Test
  void aTransactionThatTheServerEndedDuringALongEffectIsUnknown() throws SQLException {
    BatchLedger direct = TestPostgres.bean(BatchLedger.class);
    assertProblem(
        UNKNOWN,
        () ->
            direct.record(
                List.of(entry),
                fresh -> await().atMost(Duration.ofSeconds(20)).until(() -> idle() == 0),
                Deadline.after(Duration.ofMillis(500))));
    assertThat(recorded(entry)).isZero();
    assertThat(retried()).containsExactly(entry);
  }

  /** Transactions that nobody goes on with. */
  private static long idle() throws SQLException {
    try (Connection connection = TestPostgres.superuser();
        Statement statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                SELECT count(*) FROM pg_stat_activity
                WHERE usename = 'database_service_role' AND state = 'idle in transaction'""")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private void killBackends() {
    try (Connection connection = TestPostgres.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
          WHERE usename = 'database_service_role' AND state = 'idle in transaction'""");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
