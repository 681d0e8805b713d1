package dev.quintet.adapters.out.postgresql.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.UsageLedgerContract;
import dev.quintet.adapters.out.postgresql.kernel.TestPostgres;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.subscriptions.BillingPeriod;
import dev.quintet.domain.subscriptions.RecordedUsage;
import dev.quintet.domain.subscriptions.UsageEvent;
import dev.quintet.domain.subscriptions.UsageLedger;
import dev.quintet.domain.tenancy.TenantId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PostgresUsageLedgerTest implements UsageLedgerContract {

  @Override
  public UsageLedger ledger() {
    return TestPostgres.bean(UsageLedger.class);
  }

  @Override
  public TenantId newTenant() {
    return TestPostgres.tenant();
  }

  /** A reader that is told "up to here" must not have passed a transaction that commits later. */
  @Test
  void theExportWaitsForTransactionsThatAreStillRunning() throws SQLException {
    TenantId slow = newTenant();
    TenantId quick = newTenant();
    Cursor start = end();
    try (Connection running = TestPostgres.superuser();
        Statement statement = running.createStatement()) {
      running.setAutoCommit(false);
      statement.execute(
          """
          INSERT INTO quintet.usage_events (tenant_id, event_id, service, type, count, at)
          VALUES ('%s', gen_random_uuid(), 's', 'api_calls', 1, now())"""
              .formatted(slow));
      ledger().append(List.of(event(quick)), Fresh.deadline());

      UsageLedger.Answer<RecordedUsage> held = ledger().events(start, 100, Fresh.deadline());
      assertThat(held.page().items()).extracting(it -> it.event().subject().tenant())
          .doesNotContain(slow, quick);
      running.commit();
    }
    assertThat(ledger().events(start, 100, Fresh.deadline()).page().items())
        .extracting(it -> it.event().subject().tenant())
        .contains(slow, quick);
  }

  /** A billing system may have kept a position that an earlier version wrote. */
  @Test
  void theExportGoesOnBehindAPositionOfAnEarlierVersion() {
    TenantId tenant = newTenant();
    Cursor start = end();
    UsageEvent first = event(tenant);
    ledger().append(List.of(first), Fresh.deadline());
    ledger().append(List.of(event(tenant)), Fresh.deadline());
    Cursor behind =
        ledger().events(start, 1, Fresh.deadline()).page().items().getFirst().position();
    UsagePosition position = UsagePosition.of(behind);
    Cursor before =
        new Cursor(String.join("~", position.transaction(), position.tenant(), position.id()));
    assertThat(ledger().events(before, 10, Fresh.deadline()).page().items())
        .isEqualTo(ledger().events(behind, 10, Fresh.deadline()).page().items())
        .extracting(it -> it.event().id())
        .isNotEmpty()
        .doesNotContain(first.id());
  }

  /** Whoever writes there: what cannot be billed is not kept. */
  @Test
  void theTableKeepsNothingThatCannotBeBilled() throws SQLException {
    for (String values :
        List.of(
            "'api_calls', 0, now()",
            "'api_calls', -1, now()",
            "'Coffee to go', 1, now()",
            "'api_calls', 1, now() + interval '1 hour'")) {
      try (Connection connection = TestPostgres.superuser();
          Statement statement = connection.createStatement()) {
        assertThatThrownBy(
                () ->
                    statement.execute(
                        """
                        INSERT INTO quintet.usage_events
                          (tenant_id, event_id, service, type, count, at)
                        VALUES ('%s', gen_random_uuid(), 's', %s)"""
                            .formatted(newTenant(), values)))
            .hasMessageContaining("check constraint");
      }
    }
  }

  @Test
  void theRoleOfTheBillingSystemDoesNothingElse() throws SQLException {
    for (String sql :
        List.of(
            "SELECT id FROM quintet.writes",
            "SELECT content_sha256 FROM quintet.writes",
            "SELECT service FROM quintet.writes",
            "SET default_transaction_read_only = off; DELETE FROM quintet.writes",
            "SELECT FROM quintet.tenants",
            "SELECT FROM quintet.api_keys",
            "DELETE FROM quintet.usage_events",
            "SET default_transaction_read_only = off; UPDATE quintet.usage_events SET count = 1",
            """
            SET default_transaction_read_only = off;
            INSERT INTO quintet.usage_events (tenant_id, event_id, service, type, count, at)
            VALUES ('acme', gen_random_uuid(), 's', 'api_calls', 1, now())""")) {
      try (Connection billing = TestPostgres.billing();
          Statement statement = billing.createStatement()) {
        statement.execute(sql);
        throw new AssertionError("allowed: " + sql);
      } catch (SQLException e) {
        assertThat(e.getSQLState()).as(sql).isIn("42501", "25006");
      }
    }
  }

  /** There is no way to make one but a defect, or somebody who goes past the service. */
  @Test
  void aWriteWithoutItsUsageEventIsFound() throws SQLException {
    TenantId tenant = newTenant();
    try (Connection superuser = TestPostgres.superuser();
        Statement statement = superuser.createStatement()) {
      String insert =
          """
          INSERT INTO quintet.writes
            (tenant_id, kind, id, content_sha256, outcome, service, at, usage_count, usage_event)
          VALUES ('%s', 'note', '%s', decode(repeat('00', 32), 'hex'), '', 's',
            now() - interval '%s', %d, %s)""";
      String event = "gen_random_uuid()";
      statement.execute(insert.formatted(tenant, "lost", "30 s", 5, event));
      statement.execute(insert.formatted(tenant, "none", "30 s", 5, "NULL"));
      statement.execute(insert.formatted(tenant, "long.ago", "3 min", 5, event));
      statement.execute(insert.formatted(tenant, "empty", "30 s", 0, "NULL"));
      try {
        assertThat(ledger().reconcile(Duration.ofMinutes(1), Fresh.deadline()).unbilled())
            .isEqualTo(2);
      } finally {
        statement.execute("DELETE FROM quintet.writes WHERE tenant_id = '" + tenant + "'");
      }
    }
  }

  private static void asSuperuser(String sql) throws SQLException {
    try (Connection connection = TestPostgres.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String asked(String sql) throws SQLException {
    try (Connection connection = TestPostgres.superuser();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      StringBuilder text = new StringBuilder();
      while (rows.next()) {
        text.append(rows.getString(1)).append('\n');
      }
      return text.toString().strip();
    }
  }

  @ParameterizedTest
  @CsvSource({
    // used at, recorded at, booked at
    "2028-02-29T23:59:59.999999Z, 2028-03-03T23:59:59.999999Z, 2028-02-29T23:59:59.999999Z",
    "2028-02-29T23:59:59.999999Z, 2028-03-04T00:00:00Z, 2028-03-04T00:00:00Z",
    "2028-03-01T00:00:00Z, 2028-03-04T00:00:00Z, 2028-03-01T00:00:00Z",
    "2027-12-31T23:00:00Z, 2028-01-04T00:00:00Z, 2028-01-04T00:00:00Z",
    "2028-03-01T00:00:01Z, 2028-02-29T23:59:59Z, 2028-02-29T23:59:59Z",
    "2000-01-01T00:00:00Z, 2028-01-04T00:00:00Z, 2028-01-04T00:00:00Z"
  })
  void anEventIsBookedAtItsTimeUntilItsMonthCloses(String at, String recorded, String booked)
      throws SQLException {
    assertThat(
            asked(
                "SELECT quintet.usage_booked_at('%s', '%s') = '%s'::timestamptz"
                    .formatted(at, recorded, booked)))
        .isEqualTo("t");
    Instant closes = BillingPeriod.of(Instant.parse(at)).closesAt();
    assertThat(asked("SELECT quintet.usage_closes_at('%s') = '%s'".formatted(at, closes)))
        .as("the same close in the domain")
        .isEqualTo("t");
  }

  /** Its first copy came in time, and its answer was lost; the second comes after the close. */
  @Test
  void aCopyFromBeforeTheCloseIsFoundAfterIt() throws SQLException {
    TenantId tenant = newTenant();
    UsageEvent event = new UsageEvent(
        UUID.randomUUID(), Fresh.subject(tenant), UsageType.API_CALLS, 7, CLOSED);
    asSuperuser(
        """
        INSERT INTO quintet.usage_events
          (tenant_id, event_id, service, type, count, at, recorded_at, booked_at, period)
        VALUES ('%1$s', '%2$s', 'service', 'api_calls', 7, '%3$s', '%3$s', '%3$s', '%4$s-01')"""
            .formatted(tenant, event.id(), CLOSED, BillingPeriod.of(CLOSED)));
    ledger().append(List.of(event), Fresh.deadline());
    assertThat(
            asked("SELECT sum(count) FROM quintet.usage_rollups WHERE tenant_id = '%s'"
                .formatted(tenant)))
        .isEqualTo("7");
  }

  @Test
  void aSumThatIsNotThatOfItsEventsIsDrift() throws SQLException {
    TenantId tenant = newTenant();
    ledger().append(List.of(event(tenant)), Fresh.deadline());
    BillingPeriod running = BillingPeriod.of(Instant.now());
    String change = "UPDATE quintet.usage_rollups SET count = count + %d WHERE tenant_id = '%s'";
    asSuperuser(change.formatted(1, tenant));
    try {
      assertThat(ledger().drift(running, Fresh.deadline())).isEqualTo(1);
    } finally {
      asSuperuser(change.formatted(-1, tenant));
    }
    assertThat(ledger().drift(running, Fresh.deadline())).isZero();
  }

  @Test
  void monthsAreMadeFromTheOneBeforeToThreeAhead() throws SQLException {
    String months =
        """
        SELECT count(*) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'quintet.usage_events'::regclass AND c.relname ~ '^usage_events_%s'""";
    assertThat(asked(months.formatted("2[0-9]{3}_[0-9]{2}$"))).isEqualTo("5");
    try (Connection connection = TestPostgres.superuser();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SELECT quintet.make_usage_months('2031-12-31')");
      try (ResultSet rows = statement.executeQuery(months.formatted("203[12]_(11|12|01|02|03)$"))) {
        rows.next();
        assertThat(rows.getInt(1)).isEqualTo(5);
      } finally {
        connection.rollback();
      }
    }
  }

  /** Only the month of the question is looked at, whatever is in the others. */
  @Test
  void partsOfDaysAreReadInTheirMonthOnly() throws SQLException {
    Instant from = BillingPeriod.of(Instant.now()).start().plusSeconds(10);
    String plan =
        asked(
            "EXPLAIN "
                + UsageSql.PARTS_OF_DAYS
                    .replace("UNION ALL", "")
                    .replaceFirst("\\?", "'" + from + "'")
                    .replaceFirst("\\?", "'" + from.plusSeconds(60) + "'")
                    .replaceFirst("\\?", "'" + from + "'")
                    .replaceFirst("\\?", "'" + from.plusSeconds(60) + "'"));
    assertThat(plan)
        .contains("usage_events_" + BillingPeriod.of(from).toString().replace('-', '_'))
        .doesNotContain("usage_events_before");
  }

  private static UsageEvent event(TenantId tenant) {
    return new UsageEvent(
        UUID.randomUUID(), Fresh.subject(tenant), UsageType.API_CALLS, 1, Instant.now());
  }

  /** Where the export ends now. */
  private Cursor end() {
    ledger().append(List.of(event(newTenant())), Fresh.deadline());
    Cursor after = null;
    List<RecordedUsage> items;
    do {
      items = ledger().events(after, 1_000, Fresh.deadline()).page().items();
      if (!items.isEmpty()) {
        after = items.getLast().position();
      }
    } while (!items.isEmpty());
    return Objects.requireNonNull(after);
  }
}
