package dev.quintet.adapters.out.postgresql.operations;

import dev.quintet.adapters.out.postgresql.kernel.Columns;
import dev.quintet.adapters.out.postgresql.kernel.Parameters;
import dev.quintet.adapters.out.postgresql.kernel.PostgresPool;
import dev.quintet.adapters.out.postgresql.kernel.PostgresTransaction;
import dev.quintet.adapters.out.postgresql.kernel.Scope;
import dev.quintet.adapters.out.postgresql.kernel.UnnestedRows;
import dev.quintet.domain.operations.Change;
import dev.quintet.domain.operations.Delivery;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.operations.OutboxRow;
import dev.quintet.domain.operations.OutboxStore;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rows in {@code quintet.outbox}. A turn is one transaction, which holds the lane while its rows are
 * delivered: when its process dies, the server lets go of it at once, and nothing is noted.
 */
@Singleton
final class PostgresOutboxStore implements OutboxStore {

  /** A statement of its own: the next one sees what the last holder of the lane committed. */
  private static final String TAKE =
      """
      SELECT FROM quintet.outbox_lanes WHERE tenant_id = ? AND store = ? FOR UPDATE SKIP LOCKED""";

  private static final String LANE =
      "SELECT FROM quintet.outbox_lanes WHERE tenant_id = ? AND store = ?";

  private static final String ROWS =
      """
      SELECT o.position, o.operation, o.user_id, o.kind, o.aggregate, o.sequence, o.payload,
             o.refusals
      FROM quintet.outbox o
      WHERE o.tenant_id = ? AND o.store = ? AND o.kind = ANY (?::text[]) AND o.next_at <= now()
        AND NOT EXISTS (
          SELECT FROM quintet.outbox e
          WHERE e.tenant_id = o.tenant_id AND e.store = o.store AND e.kind = o.kind
            AND e.aggregate = o.aggregate AND e.sequence < o.sequence
            AND e.refusals > 0 AND e.next_at > now())
      ORDER BY o.position
      LIMIT ?""";

  private static final String DELIVERED =
      """
      WITH done AS (
        DELETE FROM quintet.outbox
        WHERE tenant_id = ? AND store = ? AND position = ANY (?::bigint[])
        RETURNING tenant_id, store, operation
      )
      UPDATE quintet.receipts r
      SET waiting = r.waiting - d.rows, attempts = r.attempts + 1,
          state = CASE WHEN r.waiting = d.rows THEN 'committed' ELSE r.state END,
          reason = CASE WHEN r.waiting = d.rows THEN NULL ELSE r.reason END,
          since = CASE WHEN r.waiting = d.rows THEN clock_timestamp() ELSE r.since END
      FROM (SELECT tenant_id, store, operation, count(*) AS rows
            FROM done GROUP BY tenant_id, store, operation) AS d
      WHERE r.tenant_id = d.tenant_id AND r.operation = d.operation AND r.store = d.store""";

  /** A wait of less than nothing parks; one of null leaves the row as it is. */
  private static final String FAILED =
      """
      WITH tried AS (
        SELECT ?::text AS tenant_id, ?::text AS store, t.position, t.operation, t.reason,
               t.wait::bigint AS wait
        FROM unnest(?::bigint[], ?::text[], ?::text[], ?::text[])
          AS t (position, operation, reason, wait)
      ), refused AS (
        UPDATE quintet.outbox o
        SET refusals = o.refusals + 1,
            next_at = CASE WHEN t.wait < 0 THEN 'infinity'
                      ELSE clock_timestamp() + t.wait * interval '1 millisecond' END
        FROM tried t
        WHERE o.tenant_id = t.tenant_id AND o.store = t.store AND o.position = t.position
          AND t.wait IS NOT NULL
      )
      UPDATE quintet.receipts r
      SET attempts = r.attempts + 1, reason = t.reason,
          state = CASE WHEN t.parked THEN 'failed' ELSE r.state END,
          since = CASE WHEN t.parked AND r.state = 'pending' THEN clock_timestamp()
                  ELSE r.since END
      FROM (SELECT tenant_id, store, operation, min(reason) AS reason,
                   bool_or(coalesce(wait < 0, false)) AS parked
            FROM tried GROUP BY tenant_id, store, operation) AS t
      WHERE r.tenant_id = t.tenant_id AND r.operation = t.operation AND r.store = t.store""";

  private static final String DUE =
      """
      SELECT l.tenant_id, l.store
      FROM quintet.outbox_lanes l
      WHERE l.store = ANY (?::text[])
        AND EXISTS (
          SELECT FROM quintet.outbox o
          WHERE o.tenant_id = l.tenant_id AND o.store = l.store AND o.next_at <= now())""";

  private static final String REPLAY =
      """
      UPDATE quintet.outbox SET next_at = '-infinity', refusals = 0
      WHERE tenant_id = ? AND store = ? AND refusals > 0 AND next_at = 'infinity'""";

  private static final String BACKLOG =
      """
      SELECT store, count(*) FILTER (WHERE next_at < 'infinity'),
             min(added_at) FILTER (WHERE next_at < 'infinity'),
             count(*) FILTER (WHERE next_at = 'infinity')
      FROM quintet.outbox
      GROUP BY store""";

  /** As text, which an array of numbers with holes in it has no other form for. */
  private record Failure(OutboxRow row, @Nullable String reason, @Nullable String pause) {

    static Failure of(Delivery.Refusal refusal) {
      Duration pause = refusal.pause();
      return new Failure(
          refusal.row(), refusal.reason(), pause == null ? "-1" : Long.toString(pause.toMillis()));
    }
  }

  private final PostgresPool pool;

  PostgresOutboxStore(@Named(PostgresPool.SERVICE) PostgresPool pool) {
    this.pool = pool;
  }

  @Override
  public Turn deliver(
      Lane lane,
      Set<String> kinds,
      int most,
      Function<List<OutboxRow>, Delivery> work,
      Deadline deadline) {
    return pool.run(
        "deliver",
        Scope.of(lane.tenant(), null),
        deadline,
        transaction -> {
          if (!transaction.query(TAKE, of(lane), ResultSet::next)) {
            return transaction.query(LANE, of(lane), ResultSet::next) ? Turn.TAKEN : Turn.EMPTIED;
          }
          List<OutboxRow> rows =
              transaction.list(
                  ROWS,
                  (statement, first) ->
                      bind(lane, statement, first)
                          .words(List.copyOf(kinds), kind -> kind)
                          .number(most),
                  row -> row(lane.tenant(), row));
          if (!rows.isEmpty()) {
            note(transaction, lane, work.apply(rows));
          }
          return rows.size() < most ? Turn.EMPTIED : Turn.FULL;
        });
  }

  private static PostgresTransaction.Parameters of(Lane lane) {
    return (statement, first) -> bind(lane, statement, first);
  }

  private static Parameters bind(Lane lane, PreparedStatement statement, int first)
      throws SQLException {
    return new Parameters(statement, first).text(lane.tenant()).text(lane.store());
  }

  private static OutboxRow row(TenantId tenant, ResultSet columns) throws SQLException {
    Columns row = new Columns(columns);
    return new OutboxRow(
        row.number(),
        new OperationId(row.text()),
        tenant,
        row.optional(UserId::new),
        new Change(row.text(), row.text(), row.number(), row.text()),
        row.integer());
  }

  private static void note(PostgresTransaction transaction, Lane lane, Delivery delivery)
      throws SQLException {
    if (!delivery.delivered().isEmpty()) {
      int unused =
          transaction.update(
              DELIVERED,
              (statement, first) -> {
                Parameters bound = bind(lane, statement, first);
                new UnnestedRows<>(statement, first + 2, delivery.delivered())
                    .number(OutboxRow::position);
              });
    }
    List<Failure> failures =
        Stream.concat(
                delivery.refused().stream().map(Failure::of),
                delivery.missed().stream().map(row -> new Failure(row, delivery.reason(), null)))
            .toList();
    if (!failures.isEmpty()) {
      int unused =
          transaction.update(
              FAILED,
              (statement, first) -> {
                Parameters bound = bind(lane, statement, first);
                new UnnestedRows<>(statement, first + 2, failures)
                    .number(failure -> failure.row().position())
                    .text(failure -> failure.row().operation().value())
                    .text(Failure::reason)
                    .text(Failure::pause);
              });
    }
  }

  @Override
  public List<Lane> due(Set<TenantId> tenants, Set<String> stores, Deadline deadline) {
    return pool.read(
        "find what is to be delivered",
        Scope.of(tenants),
        deadline,
        transaction ->
            transaction.list(
                DUE,
                (statement, first) ->
                    new Parameters(statement, first).words(List.copyOf(stores), store -> store),
                row -> new Lane(new TenantId(row.getString(1)), row.getString(2))));
  }

  @Override
  public int replay(Lane lane, Deadline deadline) {
    return pool.read(
        "replay parked rows",
        Scope.of(lane.tenant(), null),
        deadline,
        transaction -> transaction.update(REPLAY, of(lane)));
  }

  @Override
  public Map<String, Backlog> backlog(Set<TenantId> tenants, Deadline deadline) {
    return pool.read(
        "count what is to be delivered",
        Scope.of(tenants),
        deadline,
        transaction -> {
          Map<String, Backlog> stores = new TreeMap<>();
          List<Backlog> unused =
              transaction.list(
                  BACKLOG,
                  PostgresTransaction.Parameters.NONE,
                  columns -> {
                    Columns row = new Columns(columns);
                    String store = row.text();
                    Backlog backlog = new Backlog(row.number(), row.timeOrNull(), row.number());
                    return stores.merge(store, backlog, Backlog::plus);
                  });
          return stores;
        });
  }
}
