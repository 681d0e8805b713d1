package dev.quintet.adapters.out.postgresql.kernel;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Effect;
import dev.quintet.domain.writes.Once;
import dev.quintet.domain.writes.ProcessId;
import dev.quintet.domain.writes.Write;
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
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Writes whose network fails around the commit. */
final class PostgresOnceFaultsTest {

  private static final Problem UNKNOWN = new Problem.OutcomeUnknown("write note");

  private final Write write =
      new Write(
          Fresh.subject(TestPostgres.tenant()),
          "note",
          Fresh.unique(),
          "0".repeat(64),
          Instant.parse("2026-02-03T04:05:06Z"),
          "1",
          new Write.Usage(UsageType.API_CALLS, 1));

  private FaultyNetwork network;
  private ApplicationContext context;
  private Once once;

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
    once = context.getBean(Once.class);
  }

  @AfterEach
  void disconnect() throws IOException {
    network.close();
    context.close();
  }

  private Answer record(Runnable effect) {
    return once.write("write note", write, fresh -> effect.run(), Deadline.after(Duration.ofSeconds(1)));
  }

  /** The record and its usage. */
  private static long recorded(Write write) throws SQLException {
    try (Connection connection = TestPostgres.superuser();
        Statement statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                SELECT count(*) FROM quintet.writes w
                JOIN quintet.usage_events e ON e.event_id = w.usage_event
                WHERE w.id = '%s'"""
                    .formatted(write.id()))) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** How often a retry over a working network does the effect. */
  private int retried() {
    AtomicInteger effects = new AtomicInteger();
    Once working = TestPostgres.bean(Once.class);
    assertThat(
            working
                .write("write note", write, fresh -> effects.incrementAndGet(), Fresh.deadline())
                .outcome())
        .isEqualTo(write.outcome());
    return effects.get();
  }

  @Test
  void aCommitWhoseAnswerIsLostIsUnknownAndARetryFindsItDone() {
    assertProblem(UNKNOWN, () -> record(() -> network.loseAnswers()));
    await().until(() -> recorded(write) == 1);
    assertThat(retried()).isZero();
  }

  @Test
  void aCommitThatNeverArrivesIsUnknownAndARetryDoesTheEffect() throws SQLException {
    assertProblem(UNKNOWN, () -> record(() -> network.loseRequests()));
    network.cut();
    assertThat(recorded(write)).isZero();
    assertThat(retried()).isOne();
  }

  @Test
  void aConnectionCutBeforeTheCommitIsUnknownBecauseTheEffectIsThere() {
    assertProblem(UNKNOWN, () -> record(() -> network.cut()));
    assertThat(retried()).isOne();
  }

  @Test
  void aConnectionCutDuringAFailingEffectLetsItsExceptionThrough() {
    RuntimeException broken = new IllegalStateException("broken");
    assertThatThrownBy(
            () ->
                record(
                    () -> {
                      network.cut();
                      throw broken;
                    }))
        .isSameAs(broken);
    assertThat(retried()).isOne();
  }

  @Test
  void withoutANetworkNothingIsDone() {
    network.loseRequests();
    AtomicInteger effects = new AtomicInteger();
    assertProblem(new Problem.Unavailable("postgresql"), () -> record(effects::incrementAndGet));
    assertThat(effects).hasValue(0);
    network.cut();
    assertThat(retried()).isOne();
  }

  @Test
  void aServerProcessKilledDuringTheEffectLeavesNothingRecorded() throws SQLException {
    assertProblem(UNKNOWN, () -> record(this::killBackends));
    assertThat(recorded(write)).isZero();
    assertThat(retried()).isOne();
  }

  /** Says what is there, and of which process it was asked. */
  private static class Stored implements Effect {
    private final List<ProcessId> asked = new ArrayList<>();

    @Override
    public void apply(int[] fresh) {}

    @Override
    public Set<Write> applied(ProcessId process, List<Write> unfinished, Deadline deadline) {
      asked.add(process);
      return Set.copyOf(unfinished);
    }
  }

  private int settledElsewhere(Effect effect) {
    return TestPostgres.bean(Once.class)
        .settle(Set.of(write.tenant()), Map.of("write note", effect), Fresh.deadline());
  }

  @Test
  void anotherProcessRecordsAndMetersWhatOneThatDiedHadStored() throws SQLException {
    assertProblem(UNKNOWN, () -> record(() -> network.cut()));
    Stored stored = new Stored();

    await()
        .untilAsserted(
            () -> {
              assertThat(settledElsewhere(stored)).isZero();
              assertThat(recorded(write)).isOne();
            });

    assertThat(stored.asked).containsExactly(context.getBean(ProcessId.class));
    assertThat(retried()).isZero();
  }

  /** What it says of itself may rest on what the first has stored. */
  @Test
  void aRepetitionWaitsForWhoeverSettlesTheFirst() throws Exception {
    assertProblem(UNKNOWN, () -> record(() -> network.cut()));
    CountDownLatch settling = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Effect slow =
        new Stored() {
          @Override
          public Set<Write> applied(
              ProcessId process, List<Write> unfinished, Deadline deadline) {
            settling.countDown();
            try {
              go.await();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
            return super.applied(process, unfinished, deadline);
          }
        };
    Write again =
        new Write(
            write.subject(),
            write.kind(),
            write.id(),
            write.contentHash(),
            write.at().plusSeconds(1),
            "all was there already",
            null);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.submit(
          () -> {
            while (settling.getCount() > 0) {
              settledElsewhere(slow);
            }
          });
      settling.await();
      Future<Answer.Recorded> repeated =
          threads.submit(
              () ->
                  TestPostgres.bean(Once.class)
                      .write("write note", again, fresh -> {}, Fresh.deadline()));
      await().until(() -> repeated.isDone() || waitingForALock() > 0);
      go.countDown();
      assertThat(repeated.get().repeated()).isTrue();
      assertThat(repeated.get().outcome()).isEqualTo(write.outcome());
    } finally {
      go.countDown();
    }
    assertThat(recorded(write)).isOne();
  }

  private static long waitingForALock() throws SQLException {
    return count("wait_event_type = 'Lock'");
  }

  /** Long enough that it would be taken for dead if it were not locked. */
  @Test
  void aCallThatGoesOnIsLeftAlone() throws SQLException {
    Stored stored = new Stored();
    once.write(
        "write note",
        write,
        fresh -> {
          age(write);
          assertThat(settledElsewhere(stored)).isZero();
        },
        Fresh.deadline());
    assertThat(stored.asked).isEmpty();
    assertThat(recorded(write)).isOne();
  }

  private static void age(Write write) {
    await().until(() -> ageSeconds(write) > 2.5);
  }

  private static double ageSeconds(Write write) throws SQLException {
    try (Connection connection = TestPostgres.superuser();
        Statement statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                SELECT extract(epoch FROM now() - begun_at)::float8
                FROM quintet.unfinished_writes WHERE tenant_id = '%s'"""
                    .formatted(write.tenant()))) {
      rows.next();
      return rows.getDouble(1);
    }
  }

  /** The server says that it rolled back, which is no reason to say that nothing was done. */
  @Test
  void aTransactionThatTheServerEndedDuringALongEffectIsUnknown() throws SQLException {
    Once direct = TestPostgres.bean(Once.class);
    assertProblem(
        UNKNOWN,
        () ->
            direct.write(
                "write note",
                write,
                fresh -> await().atMost(Duration.ofSeconds(20)).until(() -> idle() == 0),
                Deadline.after(Duration.ofMillis(500))));
    assertThat(recorded(write)).isZero();
    assertThat(retried()).isOne();
  }

  /** Transactions that nobody goes on with. */
  private static long idle() throws SQLException {
    return count("state = 'idle in transaction'");
  }

  private static long count(String sessions) throws SQLException {
    try (Connection connection = TestPostgres.superuser();
        Statement statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT count(*) FROM pg_stat_activity WHERE usename = 'database_service_role' AND "
                    + sessions)) {
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
