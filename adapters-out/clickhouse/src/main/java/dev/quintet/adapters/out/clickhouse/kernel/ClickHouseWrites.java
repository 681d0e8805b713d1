package dev.quintet.adapters.out.clickhouse.kernel;

import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.data.ClickHouseFormat;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Observation;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import dev.quintet.domain.writes.ProcessId;
import jakarta.inject.Singleton;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Inserts of one block each; when one returns, its rows are on disk. */
@Singleton
public final class ClickHouseWrites {

  /** A statement that was sent just before is begun by then. */
  private static final long BEGINNING_MILLIS = 250;

  private static final long AGAIN_MILLIS = 20;

  private final ClickHouseClients clients;
  private final ClickHouseReads reads;
  private final ProcessId process;

  ClickHouseWrites(ClickHouseClients clients, ClickHouseReads reads, ProcessId process) {
    this.clients = clients;
    this.reads = reads;
    this.process = process;
  }

  /**
   * Rows for a table, which may be none.
   *
   * @param rows of values in the order of the table's columns
   * @param operation what they are stored as, in a few words that hold no value
   */
  public record Rows(Table table, List<List<Object>> rows, String operation) {}

  /** Inserts into several tables at the same time; when this fails, any of them may have its rows. */
  public void insert(List<Rows> tables, Deadline deadline) {
    List<Rows> some = tables.stream().filter(it -> !it.rows().isEmpty()).toList();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> others = new ArrayList<>();
      some.stream().skip(1).forEach(it -> others.add(threads.submit(() -> insert(it, deadline))));
      some.stream().findFirst().ifPresent(it -> insert(it, deadline));
      for (Future<?> other : others) {
        other.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e);
    } catch (InterruptedException e) {
      throw ClickHouseFailures.writing(e, some.getFirst().operation());
    }
  }

  private void insert(Rows rows, Deadline deadline) {
    insert(rows.table(), RowBlock.encode(rows.table(), rows.rows()), rows.operation(), deadline);
  }

  /** Inserts as quintet_writer. */
  public void insert(Table table, NativeBlock block, String operation, Deadline deadline) {
    InsertSettings settings =
        new InsertSettings()
            .setDatabase("quintet")
            .setQueryId(prefix(table, process) + UUID.randomUUID());
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

  private static String prefix(Table table, ProcessId of) {
    return "quintet-%s-%s-".formatted(table.name(), Integer.toUnsignedString(of.value()));
  }

  /**
   * Returns when every insert of that process that goes on now has ended: they may outlive the calls
   * that wait for them, and the process.
   *
   * @throws dev.quintet.domain.shared.ProblemException Unavailable when one goes on at the deadline
   */
  public void awaitInserts(Table table, ProcessId of, Deadline deadline) {
    Set<String> seen = new HashSet<>(inserts(table, of, deadline));
    ClickHouseFailures.pause(BEGINNING_MILLIS, deadline);
    seen.addAll(inserts(table, of, deadline));
    while (!seen.isEmpty()) {
      ClickHouseFailures.pause(AGAIN_MILLIS, deadline);
      seen.retainAll(inserts(table, of, deadline));
    }
  }

  private List<String> inserts(Table table, ProcessId of, Deadline deadline) {
    return reads.list(
        ClickHouseUser.WATCHER,
        null,
        new Statement(
            "find running inserts",
            """
            SELECT query_id FROM system.processes
            WHERE user = {user:String} AND startsWith(query_id, {prefix:String})""",
            Map.of("user", ClickHouseUser.WRITER.login(), "prefix", prefix(table, of)),
            List.of("query_id")),
        deadline,
        (found, row) -> found.text(0, row));
  }

  /**
   * Changes rows of the tenant as quintet_rollup: inserts what a statement selects, or takes out what a
   * derived table should not have.
   */
  public void change(TenantId tenant, Statement statement, Deadline deadline) {
    String id = "quintet-" + UUID.randomUUID();
    watched(
        statement.operation(),
        statement.sql(),
        Observation.UNKNOWN,
        () -> clients.send(ClickHouseUser.ROLLUP, Viewer.of(tenant), id, statement, deadline));
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
