package dev.quintet.adapters.out.postgresql.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.subscriptions.BillingPeriod;
import dev.quintet.domain.subscriptions.UsageLedger;
import dev.quintet.domain.subscriptions.UsageQuery;
import dev.quintet.domain.subscriptions.UsageTotal;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Once;
import dev.quintet.domain.writes.Write;
import dev.quintet.engines.PostgresEngine;
import dev.quintet.engines.SharedEngines;
import io.micronaut.context.ApplicationContext;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** What an earlier version recorded is not lost. */
final class PostgresUpgradeTest {

  private static final Instant RECEIVED = Instant.parse("2026-02-03T04:05:06.789012Z");

  private static final String BATCHES =
      """
      INSERT INTO quintet.tick_batches (tenant_id, batch_id, content_sha256, accepted, rejected,
        received_at, service, user_id, kind, usage_event)
      VALUES
        ('acme', 'ticks', decode(repeat('ab', 32), 'hex'), 5, 2, '2026-02-03T04:05:06.789012Z', 's',
         'ann', 'ticks', '00000000-0000-0000-0000-000000000001'),
        ('acme', 'bars', decode(repeat('cd', 32), 'hex'), 3, 0, '2026-02-03T04:05:06.789012Z', 's',
         NULL, 'bars', NULL);
      INSERT INTO quintet.usage_events (tenant_id, event_id, service, user_id, type, count, at)
      VALUES ('acme', '00000000-0000-0000-0000-000000000001', 's', 'ann', 'ticks_processed', 5,
        '2026-02-03T04:05:06.789012Z')""";

  private final PostgresEngine engine = SharedEngines.postgres();

  private void asSuperuser(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, engine.user(), engine.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Write write(String id, String hash) {
    return new Write(
        Fresh.subject(new TenantId("acme")), "batch", id, hash, RECEIVED.plusSeconds(1), "1 9 9",
        new Write.Usage(UsageType.TICKS_PROCESSED, 9));
  }

  @Test
  void batchesOfTheVersionBeforeAreRepetitionsAndConflictsAndBilledOnce() throws SQLException {
    String database = "upgraded_" + Fresh.unique();
    asSuperuser(engine.jdbcUrl(), "CREATE DATABASE " + database);
    String url = engine.jdbcUrl().replace("/" + engine.database(), "/" + database);
    try (ApplicationContext context =
        TestPostgres.context(
            Map.of("quintet.postgresql.url", url, "quintet.postgresql.pools.service", 2))) {
      context.getBean(PlatformSchema.class).makeRoles(Fresh.deadline());
      Flyway.configure()
          .dataSource(url, PostgresPool.OWNER, TestPostgres.OWNER_PASSWORD)
          .schemas("quintet")
          .locations("classpath:db/platform")
          .placeholderReplacement(false)
          .target("5")
          .load()
          .migrate();
      asSuperuser(url, BATCHES);

      PostgresStore store = context.getBean(PostgresStore.class);
      store.migrate(Fresh.deadline());
      store.verify(Fresh.deadline());

      List<Answer> answers =
          context
              .getBean(Once.class)
              .write(
                  "write",
                  List.of(
                      write("ticks", "ab".repeat(32)),
                      write("bars", "cd".repeat(32)),
                      write("bars", "ab".repeat(32))),
                  fresh -> assertThat(fresh).isEmpty(),
                  Fresh.deadline());
      assertThat(answers)
          .containsExactly(
              new Answer.Recorded(RECEIVED, "1 5 2", true),
              new Answer.Recorded(RECEIVED, "1 3 0", true),
              new Answer.Conflict());
      UsageLedger usage = context.getBean(UsageLedger.class);
      assertThat(usage.reconcile(Duration.ofDays(10_000), Fresh.deadline()).unbilled()).isZero();
      UsageQuery then =
          new UsageQuery(
              new TenantId("acme"), null, null, null, RECEIVED, RECEIVED.plusSeconds(86_400), Set.of());
      assertThat(usage.totals(then, null, 10, Fresh.deadline()).page().items())
          .as("booked when it was used")
          .extracting(UsageTotal::count)
          .containsExactly(5L);
      assertThat(usage.drift(BillingPeriod.of(RECEIVED), Fresh.deadline())).isZero();
    } finally {
      asSuperuser(engine.jdbcUrl(), "DROP DATABASE " + database + " WITH (FORCE)");
    }
  }
}
