package dev.quintet.adapters.out.clickhouse.kernel;

import dev.quintet.domain.shared.Deadline;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** Statements about the schema and the rights, as quintet_admin if nobody else is named. */
@Singleton
final class ClickHouseAdmin {

  private final ClickHouseClients clients;
  private final ClickHouseReads reads;

  ClickHouseAdmin(ClickHouseClients clients, ClickHouseReads reads) {
    this.clients = clients;
    this.reads = reads;
  }

  void execute(String sql, Map<String, Object> values, Deadline deadline) {
    Statement statement = new Statement("change schema", sql, values, List.of());
    String id = "quintet-" + UUID.randomUUID();
    try {
      clients.send(ClickHouseUser.ADMIN, null, id, statement, deadline).close();
    } catch (Exception e) {
      throw ClickHouseFailures.reading(e);
    }
  }

  /** The rows of a SELECT without FORMAT, whose columns all are strings with these names. */
  List<List<String>> rows(
      String sql, Map<String, Object> values, List<String> columns, Deadline deadline) {
    return rows(ClickHouseUser.ADMIN, sql, values, columns, deadline);
  }

  List<List<String>> rows(
      ClickHouseUser user,
      String sql,
      Map<String, Object> values,
      List<String> columns,
      Deadline deadline) {
    return reads.list(
        user,
        null,
        new Statement("read catalog", sql, values, columns),
        deadline,
        (reading, row) ->
            IntStream.range(0, columns.size())
                .mapToObj(column -> reading.text(column, row))
                .toList());
  }

  /** The rows of a SELECT whose one column is called line. */
  List<String> lines(
      ClickHouseUser user, String sql, Map<String, Object> values, Deadline deadline) {
    return rows(user, sql, values, List.of("line"), deadline).stream().map(List::getFirst).toList();
  }

  /** The columns of our tables and views, as {@link Table#facts} names them. */
  List<String> columns(Deadline deadline) {
    return lines(
        ClickHouseUser.ADMIN,
        """
        SELECT concat('column ', database, '.', table, '.', name, ' ', type,
          if(default_kind = '', '', concat(' ', default_kind))) AS line
        FROM system.columns
        WHERE database IN ('quintet', 'quintet_views')
        """,
        Map.of(),
        deadline);
  }
}
