package dev.quintet.adapters.out.clickhouse.kernel;

import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import dev.quintet.domain.platform.Dependency;
import dev.quintet.domain.platform.StoreVitals;
import dev.quintet.domain.platform.Vitals;
import dev.quintet.domain.shared.Deadline;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** Asks as the watcher, who sees queries and sizes of tables, and no rows of any. */
@Singleton
final class ClickHouseVitals implements StoreVitals {

  private static final String QUESTION =
      """
      SELECT
        assumeNotNull((SELECT count() FROM system.processes
          WHERE startsWith(user, 'quintet_') AND query_id != queryID())) AS queries,
        assumeNotNull((SELECT sum(bytes_on_disk) FROM system.parts WHERE database = 'quintet'))
          AS bytes
      FORMAT Native""";

  private final ClickHouseClients clients;

  ClickHouseVitals(ClickHouseClients clients) {
    this.clients = clients;
  }

  @Override
  public Dependency dependency() {
    return Dependency.CLICKHOUSE;
  }

  @Override
  public Vitals measure(Deadline deadline) {
    if (deadline.expired()) {
      throw ClickHouseFailures.tooLate();
    }
    QuerySettings settings = new QuerySettings();
    settings.setNetworkTimeout(Math.max(1, deadline.remaining().toMillis()), ChronoUnit.MILLIS);
    try {
      QueryResponse response =
          clients.as(ClickHouseUser.WATCHER).query(QUESTION, Map.of(), settings).get();
      Vitals vitals =
          read(new NativeReader(response.getInputStream(), List.of("queries", "bytes")));
      response.close();
      return vitals;
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw ClickHouseFailures.reading(e);
    }
  }

  private static Vitals read(NativeReader blocks) throws IOException {
    Vitals vitals = null;
    while (blocks.next()) {
      if (blocks.rows() == 1) {
        vitals = new Vitals.ClickHouse(blocks.column(0).longs[0], blocks.column(1).longs[0]);
      }
    }
    if (vitals == null) {
      throw new IOException("the answer has no row");
    }
    return vitals;
  }
}
