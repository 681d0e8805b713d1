package dev.quintet.adapters.out.clickhouse.kernel;

import com.clickhouse.client.api.query.QueryResponse;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Observation;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads, most of them of one tenant, each with an id of its own and a deadline: when that is over,
 * or the read is closed before its end, this statement and no other is ended in the server too.
 */
@Singleton
public final class ClickHouseReads implements AutoCloseable {

  /** The row policies compare it; no SQL can set it. */
  public static final String TENANT_HEADER = "X-Quintet-Tenant";

  /** Beside it, for a call of one user. */
  public static final String USER_HEADER = "X-Quintet-User";

  private static final Logger LOG = LoggerFactory.getLogger(ClickHouseReads.class);

  private final ClickHouseClients clients;
  private final ScheduledExecutorService alarms =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("clickhouse-deadlines").factory());

  ClickHouseReads(ClickHouseClients clients) {
    this.clients = clients;
  }

  /**
   * Begins a read of the views that the viewer may see; the statement does not qualify them, and finds
   * the tenant in {@code {tenant:String}}.
   */
  public Reading open(Viewer viewer, Statement statement, Deadline deadline) {
    return open(
        viewer.user() == null ? ClickHouseUser.READER : ClickHouseUser.CONFINED,
        viewer,
        statement,
        deadline);
  }

  /** Reads the viewer's views and hands on every row while it comes in. */
  public void each(
      Viewer viewer, Statement statement, Deadline deadline, ObjIntConsumer<Reading> sink) {
    try (Reading reading = open(viewer, statement, deadline)) {
      reading.each(sink);
    }
  }

  /** Reads of the viewer's views what each row says. */
  public <T> List<T> list(
      Viewer viewer, Statement statement, Deadline deadline, Row<T> meaning) {
    return list(open(viewer, statement, deadline), meaning);
  }

  /** Reads as that user, without a tenant where there is none. */
  public <T> List<T> list(
      ClickHouseUser user,
      @Nullable TenantId tenant,
      Statement statement,
      Deadline deadline,
      Row<T> meaning) {
    Viewer viewer = tenant == null ? null : Viewer.of(tenant);
    return list(open(user, viewer, statement, deadline), meaning);
  }

  private static <T> List<T> list(Reading opened, Row<T> meaning) {
    List<T> rows = new ArrayList<>();
    try (opened) {
      opened.each((answer, row) -> rows.add(meaning.of(answer, row)));
    }
    return rows;
  }

  /** What one row of an answer says. */
  public interface Row<T> {
    T of(Reading reading, int row);
  }

  private Reading open(
      ClickHouseUser user, @Nullable Viewer viewer, Statement statement, Deadline deadline) {
    String id = "quintet-" + UUID.randomUUID();
    long millis = ClickHouseClients.millis(deadline);
    Observation observation =
        clients
            .observer()
            .statement(ClickHouseFailures.STORE, statement.operation(), statement.sql());
    ScheduledFuture<?> alarm =
        alarms.schedule(() -> end(id), millis, TimeUnit.MILLISECONDS);
    try {
      QueryResponse response = clients.send(user, viewer, id, statement, deadline);
      return new Reading(
          response,
          statement.columns(),
          deadline,
          () -> end(id),
          () -> alarm.cancel(false),
          observation);
    } catch (Exception e) {
      observation.end(Observation.FAILED);
      alarm.cancel(false);
      end(id);
      throw ClickHouseFailures.reading(e);
    }
  }

  /** Ends the statement in the server; without waiting, since its caller is gone. */
  private void end(String id) {
    Thread.startVirtualThread(
        () -> {
          try {
            clients
                .as(ClickHouseUser.WATCHER)
                .query("KILL QUERY WHERE query_id = {id:String} ASYNC", Map.of("id", id))
                .get()
                .close();
          } catch (Exception e) {
            LOG.debug("could not end {}", id, e);
          }
        });
  }

  @Override
  @PreDestroy
  public void close() {
    alarms.shutdownNow();
  }
}
