package dev.quintet.adapters.out.postgresql.kernel;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.OnceContract;
import dev.quintet.domain.subscriptions.UsageLedger;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Once;
import dev.quintet.domain.writes.Write;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PostgresOnceTest implements OnceContract {

  private final PostgresPool here = TestPostgres.pool(PostgresPool.SERVICE);

  @Override
  public Once once() {
    return TestPostgres.bean(Once.class);
  }

  @Override
  public UsageLedger usage() {
    return TestPostgres.bean(UsageLedger.class);
  }

  @Override
  public TenantId newTenant() {
    return TestPostgres.tenant();
  }

  /** Given in opposite orders, the calls would each hold what the other waits for. */
  @Test
  void idsAreTakenInTheOrderOfTheKeySoThatCallsDoNotDeadlock() throws Exception {
    TenantId tenant = TestPostgres.tenant();
    Write first = write(tenant, "a");
    Write middle = write(tenant, "m");
    Write last = write(tenant, "z");
    try (Connection blocker = TestPostgres.superuser();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      blocker.setAutoCommit(false);
      execute(
          blocker,
          """
          INSERT INTO quintet.writes
            (tenant_id, kind, id, content_sha256, at, outcome, service, usage_count)
          VALUES ('%s', 'note', 'm', decode(repeat('00', 32), 'hex'), now(), '', 's', 0)"""
              .formatted(tenant));
      Future<List<Answer>> forwards = record(threads, first, middle, last);
      await().until(() -> waiting() == 1);
      Future<List<Answer>> backwards = record(threads, last, middle, first);
      await().until(() -> waiting() == 2);
      blocker.rollback();
      assertThat(forwards.get(20, TimeUnit.SECONDS))
          .allMatch(it -> it instanceof Answer.Recorded recorded && !recorded.repeated());
      assertThat(backwards.get(20, TimeUnit.SECONDS))
          .allMatch(it -> it instanceof Answer.Recorded recorded && recorded.repeated());
    }
  }

  @Test
  void whatThisDatabaseStoresItselfIsThereWithItsRecordOrNotAtAll() throws SQLException {
    TenantId tenant = TestPostgres.tenant();
    Write write = write(tenant, "configure");
    String insert =
        "INSERT INTO tenant_%s.configurations VALUES ('k', '1', 1, now())".formatted(tenant);
    PostgresPool.Work<Integer> effect =
        transaction -> transaction.update(insert, PostgresTransaction.Parameters.NONE);
    assertThatThrownBy(
            () ->
                here.once(
                    "configure",
                    write,
                    transaction -> {
                      effect.in(transaction);
                      throw new IllegalStateException("broken");
                    },
                    Fresh.deadline()))
        .hasMessage("broken");
    assertThat(configurations(tenant)).isZero();
    for (boolean repeated : new boolean[] {false, true}) {
      assertThat(here.once("configure", write, effect, Fresh.deadline()))
          .isEqualTo(new Answer.Recorded(write.at(), write.outcome(), repeated));
    }
    assertThat(configurations(tenant)).isOne();
    Write other =
        new Write(write.subject(), "note", write.id(), "f".repeat(64), TAKEN, "1", null);
    assertProblem(
        write.conflict(), () -> here.once("configure", other, effect, Fresh.deadline()));
  }

  @Test
  void aWriteOfAUserStoresAndAReadForAUserSeesRowsOfThatUserOnly() {
    TenantId tenant = TestPostgres.tenant();
    for (String user : List.of("ann", "bob")) {
      here.once("use", of(tenant, user), use(tenant, user), Fresh.deadline());
      assertThatThrownBy(
              () -> here.once("use", of(tenant, user), use(tenant, "eve"), Fresh.deadline()))
          .as("row security refuses another user's row")
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(users(tenant, new UserId("ann"))).containsExactly("ann");
    assertThat(users(tenant, null)).containsExactly("ann", "bob");
    assertThat(users(TestPostgres.tenant(), null)).isEmpty();
  }

  private static Write of(TenantId tenant, String user) {
    Subject subject = new Subject(tenant, new ServiceName("s"), new UserId(user));
    return new Write(subject, "use", Fresh.unique(), HASH, TAKEN, "1", null);
  }

  private static PostgresPool.Work<Integer> use(TenantId tenant, String user) {
    String insert =
        """
        INSERT INTO quintet.usage_events (tenant_id, event_id, service, user_id, type, count, at)
        VALUES ('%s', gen_random_uuid(), 's', '%s', 'api_calls', 1, now())"""
            .formatted(tenant, user);
    return transaction -> transaction.update(insert, PostgresTransaction.Parameters.NONE);
  }

  private List<String> users(TenantId tenant, @Nullable UserId user) {
    return here.read(
        "read users",
        Scope.of(tenant, user),
        Fresh.deadline(),
        transaction ->
            transaction.list(
                "SELECT user_id FROM quintet.usage_events ORDER BY user_id",
                PostgresTransaction.Parameters.NONE,
                row -> row.getString(1)));
  }

  private static long configurations(TenantId tenant) throws SQLException {
    try (Connection connection = TestPostgres.superuser();
        Statement statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT count(*) FROM tenant_%s.configurations".formatted(tenant))) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static Write write(TenantId tenant, String id) {
    return new Write(Fresh.subject(tenant), "note", id, HASH, TAKEN, "1", null);
  }

  private Future<List<Answer>> record(ExecutorService threads, Write... writes) {
    return threads.submit(
        () -> once().write("write", Arrays.asList(writes), fresh -> {}, Fresh.deadline()));
  }

  private static int waiting() throws SQLException {
    try (Connection connection = TestPostgres.superuser();
        Statement statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                SELECT count(*) FROM pg_stat_activity
                WHERE usename = 'database_service_role' AND wait_event_type = 'Lock'""")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
