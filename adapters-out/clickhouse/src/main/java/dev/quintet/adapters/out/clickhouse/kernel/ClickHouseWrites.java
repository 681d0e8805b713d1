package dev.quintet.adapters.out.clickhouse.kernel;

import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.data.ClickHouseFormat;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Observation;
import dev.quintet.domain.tenancy.TenantId;
import jakarta.inject.Singleton;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.Callable;

/** Inserts of one block each; when one returns, its rows are on disk. */
@Singleton
public final class ClickHouseWrites {

  private final ClickHouseClients clients;

  ClickHouseWrites(ClickHouseClients clients) {
    this.clients = clients;
  }

  /** Inserts as quintet_writer. */
  public void insert(Table table, NativeBlock block, String operation, Deadline deadline) {
    InsertSettings settings =
        new InsertSettings().setDatabase("quintet").setQueryId("quintet-" + UUID.randomUUID());
    settings.setNetworkTimeout(ClickHouseClients.millis(deadline), ChronoUnit.MILLIS);
    watched(
        operation,
        "INSERT INTO " + table.name(),
        block.rows(),
        () ->
            clients
                .as(ClickHouseUser.WRITER)
                .insert(
                    table.name(),
                    table.inserted().stream().map(Table.Column::name).toList(),
                    block::writeTo,
                    ClickHouseFormat.Native,
                    settings)
                .get());
  }

  /** Inserts, as quintet_rollup, what the statement selects of the tenant's rows. */
  public void insert(TenantId tenant, Statement statement, Deadline deadline) {
    String id = "quintet-" + UUID.randomUUID();
    watched(
        statement.operation(),
        statement.sql(),
        Observation.UNKNOWN,
        () -> clients.send(ClickHouseUser.ROLLUP, tenant, id, statement, deadline));
  }

  private void watched(
      String operation, String sql, long rows, Callable<? extends AutoCloseable> attempt) {
    Observation observation =
        clients.observer().statement(ClickHouseFailures.STORE, operation, sql);
    try {
      attempt.call().close();
      observation.end(Observation.OK, rows);
    } catch (Exception e) {
      observation.end(Observation.FAILED);
      throw ClickHouseFailures.writing(e, operation);
    }
  }
}
