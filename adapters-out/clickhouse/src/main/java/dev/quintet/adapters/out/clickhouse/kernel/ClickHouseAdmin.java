package dev.quintet.adapters.out.clickhouse.kernel;

import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import dev.quintet.domain.shared.Deadline;
import jakarta.inject.Singleton;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Statements about the schema and the rights, as quintet_admin. */
@Singleton
public final class ClickHouseAdmin {

  private final ClickHouseClients clients;

  ClickHouseAdmin(ClickHouseClients clients) {
    this.clients = clients;
  }

  void execute(String sql, Map<String, Object> values, Deadline deadline) {
    try {
      ask(ClickHouseUser.ADMIN, sql, values, deadline).close();
    } catch (Exception e) {
      throw failure(e);
    }
  }

  /** The rows of a SELECT without FORMAT, whose columns all are strings with these names. */
  public List<List<String>> rows(
      String sql, Map<String, Object> values, List<String> columns, Deadline deadline) {
    return rows(ClickHouseUser.ADMIN, sql, values, columns, deadline);
  }

  List<List<String>> rows(
      ClickHouseUser user,
      String sql,
      Map<String, Object> values,
      List<String> columns,
      Deadline deadline) {
    List<List<String>> rows = new ArrayList<>();
    try {
      QueryResponse response = ask(user, sql + "\nFORMAT Native", values, deadline);
      NativeReader blocks = new NativeReader(response.getInputStream(), columns);
      while (blocks.next()) {
        for (int row = 0; row < blocks.rows(); row++) {
          int at = row;
          rows.add(
              IntStream.range(0, columns.size())
                  .mapToObj(column -> blocks.column(column).text(at))
                  .toList());
        }
      }
      response.close();
    } catch (Exception e) {
      throw failure(e);
    }
    return rows;
  }

  /** The columns of all tables of a database: {@code table.column Type}. */
  Set<String> columns(String database, Deadline deadline) {
    return rows(
            """
            SELECT concat(table, '.', name, ' ', type,
              if(default_kind = '', '', concat(' ', default_kind))) AS column
            FROM system.columns
            WHERE database = {database:String}
            """,
            Map.of("database", database),
            List.of("column"),
            deadline)
        .stream()
        .map(List::getFirst)
        .collect(Collectors.toSet());
  }

  private QueryResponse ask(
      ClickHouseUser user, String sql, Map<String, Object> values, Deadline deadline)
      throws Exception {
    if (deadline.expired()) {
      throw ClickHouseFailures.tooLate();
    }
    QuerySettings settings = new QuerySettings();
    settings.setNetworkTimeout(
        Math.max(1, deadline.remaining().toMillis()), ChronoUnit.MILLIS);
    return clients.as(user).query(sql, values, settings).get();
  }

  private static RuntimeException failure(Exception e) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    return ClickHouseFailures.reading(e);
  }
}
