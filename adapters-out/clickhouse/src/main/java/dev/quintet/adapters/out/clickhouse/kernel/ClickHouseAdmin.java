package dev.quintet.adapters.out.clickhouse.kernel;

import dev.quintet.domain.shared.Deadline;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Statements about the schema and the rights, as quintet_admin if nobody else is named. */
@Singleton
final class ClickHouseAdmin {

  private static final Logger LOG = LoggerFactory.getLogger(ClickHouseAdmin.class);

  private static final String HOLDING =
      """
      SELECT '%s', sleepEachRow(1) FROM numbers(86400)
      SETTINGS max_block_size = 1, max_threads = 1, max_execution_time = 0,
        cancel_http_readonly_queries_on_client_close = 1""";

  private static final long HELD_MILLIS = 50;

  /** Also when the work used up its own time. */
  private static final Duration RELEASING = Duration.ofSeconds(5);

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

  /**
   * Does the work once nobody else holds that name, and holds it for as long, or until this process
   * ends: as the id of a running statement, of which a server has one at a time.
   *
   * @throws dev.quintet.domain.shared.ProblemException Unavailable when another holds it at the deadline
   */
  void alone(String name, Runnable work, Deadline deadline) {
    String mark = UUID.randomUUID().toString();
    CompletableFuture<Void> ended = hold(name, mark, deadline);
    while (!holds(name, mark, deadline)) {
      if (ended.isDone()) {
        ended = hold(name, mark, deadline);
      }
      ClickHouseFailures.pause(HELD_MILLIS, deadline);
    }
    try {
      work.run();
    } finally {
      execute(
          "KILL QUERY WHERE query_id = {id:String} SYNC",
          Map.of("id", name),
          Deadline.after(RELEASING));
    }
  }

  /** Fails when the name is held; else it ends with the work, or with this process. */
  private CompletableFuture<Void> hold(String name, String mark, Deadline deadline) {
    Statement holding =
        new Statement("hold " + name, HOLDING.formatted(mark), Map.of(), List.of());
    CompletableFuture<Void> ended = new CompletableFuture<>();
    Thread.ofVirtual()
        .name(name)
        .start(
            () -> {
              try {
                clients.send(ClickHouseUser.ADMIN, null, name, holding, deadline).close();
              } catch (Exception e) {
                LOG.debug("{} is held by another, or is done", name, e);
              }
              ended.complete(null);
            });
    return ended;
  }

  private boolean holds(String name, String mark, Deadline deadline) {
    return !lines(
            ClickHouseUser.ADMIN,
            """
            SELECT query_id AS line FROM system.processes
            WHERE query_id = {id:String} AND position(query, {mark:String}) > 0""",
            Map.of("id", name, "mark", mark),
            deadline)
        .isEmpty();
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
        WHERE database IN ('quintet', 'quintet_views', 'quintet_confined')
        """,
        Map.of(),
        deadline);
  }
}
