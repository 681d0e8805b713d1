package dev.quintet.adapters.out.clickhouse.kernel;

import dev.quintet.domain.platform.Figure.Unit;
import dev.quintet.domain.platform.Figure;
import dev.quintet.domain.shared.Deadline;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Asks as the watcher, who sees queries and sizes of tables, and no rows of any. */
@Singleton
public final class ClickHouseFigures {

  public static final Figure QUERIES =
      Figure.of("active_queries", Unit.NUMBER, "of Quintet, without the one that asks");
  public static final Figure DISK = Figure.of("disk_usage", Unit.GIGABYTES, "of ticks and bars");

  private static final Statement QUESTION =
      new Statement(
          "measure",
          """
          SELECT
            assumeNotNull((SELECT count() FROM system.processes
              WHERE startsWith(user, 'quintet_') AND query_id != queryID())) AS queries,
            assumeNotNull((SELECT sum(bytes_on_disk) FROM system.parts WHERE database = 'quintet'))
              AS bytes""",
          Map.of(),
          List.of("queries", "bytes"));

  private final ClickHouseReads reads;

  ClickHouseFigures(ClickHouseReads reads) {
    this.reads = reads;
  }

  public Map<Figure, BigDecimal> measure(Deadline deadline) {
    return reads
        .list(
            ClickHouseUser.WATCHER,
            null,
            QUESTION,
            deadline,
            (answer, row) ->
                Map.of(
                    QUERIES, BigDecimal.valueOf(answer.number(0, row)),
                    DISK, Figure.gigabytes(answer.number(1, row))))
        .getFirst();
  }
}
