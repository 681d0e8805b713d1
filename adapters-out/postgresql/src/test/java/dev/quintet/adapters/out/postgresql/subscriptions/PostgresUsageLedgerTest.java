package dev.quintet.adapters.out.postgresql.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.UsageLedgerContract;
import dev.quintet.adapters.out.postgresql.kernel.TestPostgres;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.subscriptions.RecordedUsage;
import dev.quintet.domain.subscriptions.UsageEvent;
import dev.quintet.domain.subscriptions.UsageLedger;
import dev.quintet.domain.subscriptions.UsageType;
import dev.quintet.domain.tenancy.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

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

  /** Whoever writes there: what cannot be billed is not kept. */
  @Test
  void theTableKeepsNothingThatCannotBeBilled() throws SQLException {
    for (String values :
        List.of(
            "'api_calls', 0, now()",
            "'api_calls', -1, now()",
            "'coffee', 1, now()",
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
            "SELECT batch_id FROM quintet.tick_batches",
            "SELECT content_sha256 FROM quintet.tick_batches",
            "SELECT service FROM quintet.tick_batches",
            "SET default_transaction_read_only = off; DELETE FROM quintet.tick_batches",
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
  void aBatchWithoutItsUsageEventIsFound() throws SQLException {
    TenantId tenant = newTenant();
    try (Connection superuser = TestPostgres.superuser();
        Statement statement = superuser.createStatement()) {
      String insert =
          """
          INSERT INTO quintet.tick_batches (tenant_id, batch_id, content_sha256, accepted, rejected,
            received_at, service, kind, usage_event)
          VALUES ('%s', '%s', decode(repeat('00', 32), 'hex'), %d, 0, now() - interval '%s', 's',
            '%s', %s)""";
      String event = "gen_random_uuid()";
      statement.execute(insert.formatted(tenant, "lost", 5, "30 s", "ticks", event));
      statement.execute(insert.formatted(tenant, "none", 5, "30 s", "ticks", "NULL"));
      statement.execute(insert.formatted(tenant, "long.ago", 5, "3 min", "ticks", event));
      statement.execute(insert.formatted(tenant, "empty", 0, "30 s", "ticks", "NULL"));
      statement.execute(insert.formatted(tenant, "bars", 5, "30 s", "bars", "NULL"));
      try {
        assertThat(ledger().reconcile(Duration.ofMinutes(1), Fresh.deadline()).unbilled())
            .isEqualTo(2);
      } finally {
        statement.execute("DELETE FROM quintet.tick_batches WHERE tenant_id = '" + tenant + "'");
      }
    }
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
        after = new Cursor(items.getLast().position());
      }
    } while (!items.isEmpty());
    return Objects.requireNonNull(after);
  }
}
