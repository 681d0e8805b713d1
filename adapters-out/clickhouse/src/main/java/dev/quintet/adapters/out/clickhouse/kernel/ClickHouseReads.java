package dev.quintet.adapters.out.clickhouse.kernel;

import com.clickhouse.client.api.query.QueryResponse;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Observation;
import dev.quintet.domain.tenancy.TenantId;
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

  private static final Logger LOG = LoggerFactory.getLogger(ClickHouseReads.class);

  private final ClickHouseClients clients;
  private final ScheduledExecutorService alarms =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("clickhouse-deadlines").factory());

  ClickHouseReads(ClickHouseClients clients) {
    this.clients = clients;
  }

  /**
   * Begins a read as quintet_reader; the statement finds the tenant in {@code {tenant:String}}.
   */
  public Reading open(TenantId tenant, Statement statement, Deadline deadline) {
    return open(ClickHouseUser.READER, tenant, statement, deadline);
  }

  /** Reads as quintet_reader and hands on every row while it comes in. */
  public void each(
      TenantId tenant, Statement statement, Deadline deadline, ObjIntConsumer<Reading> sink) {
    try (Reading reading = open(tenant, statement, deadline)) {
      reading.each(sink);
    }
  }

  /** Reads as quintet_reader what each row says. */
  public <T> List<T> list(
      TenantId tenant, Statement statement, Deadline deadline, Row<T> meaning) {
    return list(ClickHouseUser.READER, tenant, statement, deadline, meaning);
  }

  /** Reads as that user, without a tenant where there is none. */
  public <T> List<T> list(
      ClickHouseUser user,
      @Nullable TenantId tenant,
      Statement statement,
      Deadline deadline,
      Row<T> meaning) {
    List<T> rows = new ArrayList<>();
    try (Reading reading = open(user, tenant, statement, deadline)) {
      reading.each((answer, row) -> rows.add(meaning.of(answer, row)));
    }
    return rows;
  }

  /** What one row of an answer says. */
  public interface Row<T> {
    T of(Reading reading, int row);
  }

  private Reading open(
      ClickHouseUser user, @Nullable TenantId tenant, Statement statement, Deadline deadline) {
    String id = "quintet-" + UUID.randomUUID();
    long millis = ClickHouseClients.millis(deadline);
    Observation observation =
        clients
            .observer()
            .statement(ClickHouseFailures.STORE, statement.operation(), statement.sql());
    ScheduledFuture<?> alarm =
        alarms.schedule(() -> end(id), millis, TimeUnit.MILLISECONDS);
    try {
      QueryResponse response = clients.send(user, tenant, id, statement, deadline);
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
