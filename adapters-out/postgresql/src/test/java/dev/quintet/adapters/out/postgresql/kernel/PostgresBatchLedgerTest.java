package dev.quintet.adapters.out.postgresql.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quintet.adapters.out.contract.BatchLedgerContract;
import dev.quintet.adapters.out.contract.BatchMeteringContract;
import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.marketdata.BatchEntry;
import dev.quintet.domain.marketdata.BatchId;
import dev.quintet.domain.marketdata.BatchLedger;
import dev.quintet.domain.subscriptions.UsageLedger;
import dev.quintet.domain.tenancy.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class PostgresBatchLedgerTest implements BatchLedgerContract, BatchMeteringContract {

  @Override
  public BatchLedger ledger() {
    return TestPostgres.bean(BatchLedger.class);
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
    BatchEntry first = entry(tenant, "a");
    BatchEntry middle = entry(tenant, "m");
    BatchEntry last = entry(tenant, "z");
    try (Connection blocker = TestPostgres.superuser();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      blocker.setAutoCommit(false);
      execute(
          blocker,
          """
          INSERT INTO quintet.tick_batches
            (tenant_id, batch_id, content_sha256, accepted, rejected, received_at, service, kind)
          VALUES ('%s', 'm', decode(repeat('00', 32), 'hex'), 0, 0, now(), 's', 'ticks')"""
              .formatted(tenant));
      Future<List<BatchEntry>> forwards = record(threads, List.of(first, middle, last));
      await().until(() -> waiting() == 1);
      Future<List<BatchEntry>> backwards = record(threads, List.of(last, middle, first));
      await().until(() -> waiting() == 2);
      blocker.rollback();
      assertThat(forwards.get(20, TimeUnit.SECONDS)).containsExactly(first, middle, last);
      assertThat(backwards.get(20, TimeUnit.SECONDS)).containsExactly(last, middle, first);
    }
  }

  private static BatchEntry entry(TenantId tenant, String id) {
    return new BatchEntry(
        Fresh.subject(tenant), new BatchId(id), BatchEntry.Kind.TICKS, HASH, 1, 0, RECEIVED);
  }

  private Future<List<BatchEntry>> record(ExecutorService threads, List<BatchEntry> entries) {
    return threads.submit(() -> ledger().record(entries, fresh -> {}, Fresh.deadline()));
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
