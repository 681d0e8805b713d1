package dev.quintet.adapters.out.clickhouse.kernel;

import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import dev.quintet.domain.platform.Figure.Unit;
import dev.quintet.domain.platform.Figure;
import dev.quintet.domain.shared.Deadline;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** Asks as the watcher, who sees queries and sizes of tables, and no rows of any. */
@Singleton
public final class ClickHouseFigures {

  public static final Figure QUERIES =
      Figure.of("active_queries", Unit.NUMBER, "of Quintet, without the one that asks");
  public static final Figure DISK = Figure.of("disk_usage", Unit.GIGABYTES, "of ticks and bars");

  private static final String QUESTION =
      """
      SELECT
        assumeNotNull((SELECT count() FROM system.processes
          WHERE startsWith(user, 'quintet_') AND query_id != queryID())) AS queries,
        assumeNotNull((SELECT sum(bytes_on_disk) FROM system.parts WHERE database = 'quintet'))
          AS bytes
      FORMAT Native""";

  private final ClickHouseClients clients;

  ClickHouseFigures(ClickHouseClients clients) {
    this.clients = clients;
  }

  public Map<Figure, BigDecimal> measure(Deadline deadline) {
    if (deadline.expired()) {
      throw ClickHouseFailures.tooLate();
    }
    QuerySettings settings = new QuerySettings();
    settings.setNetworkTimeout(Math.max(1, deadline.remaining().toMillis()), ChronoUnit.MILLIS);
    try {
      QueryResponse response =
          clients.as(ClickHouseUser.WATCHER).query(QUESTION, Map.of(), settings).get();
      Map<Figure, BigDecimal> figures =
          read(new NativeReader(response.getInputStream(), List.of("queries", "bytes")));
      response.close();
      return figures;
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw ClickHouseFailures.reading(e);
    }
  }

  private static Map<Figure, BigDecimal> read(NativeReader blocks) throws IOException {
    Map<Figure, BigDecimal> figures = Map.of();
    while (blocks.next()) {
      if (blocks.rows() == 1) {
        figures =
            Map.of(
                QUERIES, BigDecimal.valueOf(blocks.column(0).longs[0]),
                DISK, Figure.gigabytes(blocks.column(1).longs[0]));
      }
    }
    if (figures.isEmpty()) {
      throw new IOException("the answer has no row");
    }
    return figures;
  }
}
