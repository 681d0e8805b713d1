package dev.quintet.adapters.out.clickhouse.kernel;

import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Observation;
import dev.quintet.domain.tenancy.TenantId;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads of one tenant, each with an id of its own and a deadline: when that is over, or the read is
 * closed before its end, this statement and no other is ended in the server too.
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
    if (deadline.expired()) {
      throw ClickHouseFailures.tooLate();
    }
    String id = "quintet-" + UUID.randomUUID();
    long millis = Math.max(1, deadline.remaining().toMillis());
    Observation observation =
        clients
            .observer()
            .statement(ClickHouseFailures.STORE, statement.operation(), statement.sql());
    ScheduledFuture<?> alarm =
        alarms.schedule(() -> end(id), millis, TimeUnit.MILLISECONDS);
    try {
      QuerySettings settings = new QuerySettings().setQueryId(id);
      settings.httpHeader(TENANT_HEADER, tenant.value());
      settings.setNetworkTimeout(millis, ChronoUnit.MILLIS);
      Map<String, Object> parameters = statement.parameters(tenant);
      QueryResponse response =
          clients
              .as(ClickHouseUser.READER)
              .query(statement.sql() + "\nFORMAT Native", parameters, settings)
              .get();
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
