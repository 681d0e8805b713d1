package dev.quintet.adapters.out.clickhouse.kernel;

import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.data.ClickHouseFormat;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Observation;
import jakarta.inject.Singleton;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Inserts of one block each; when one returns, its rows are on disk. */
@Singleton
public final class ClickHouseWrites {

  private final ClickHouseClients clients;

  ClickHouseWrites(ClickHouseClients clients) {
    this.clients = clients;
  }

  /** Inserts as quintet_writer. */
  public void insert(Table table, NativeBlock block, String operation, Deadline deadline) {
    if (deadline.expired()) {
      throw ClickHouseFailures.tooLate();
    }
    Observation observation =
        clients.observer().statement(ClickHouseFailures.STORE, operation, "INSERT INTO " + table.name());
    try {
      InsertSettings settings =
          new InsertSettings().setDatabase("quintet").setQueryId("quintet-" + UUID.randomUUID());
      settings.setNetworkTimeout(
          Math.max(1, deadline.remaining().toMillis()), ChronoUnit.MILLIS);
      clients
          .as(ClickHouseUser.WRITER)
          .insert(
              table.name(),
              table.inserted().stream().map(Table.Column::name).toList(),
              block::writeTo,
              ClickHouseFormat.Native,
              settings)
          .get()
          .close();
      observation.end(Observation.OK, block.rows());
    } catch (Exception e) {
      observation.end(Observation.FAILED);
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw ClickHouseFailures.writing(e, operation);
    }
  }
}
