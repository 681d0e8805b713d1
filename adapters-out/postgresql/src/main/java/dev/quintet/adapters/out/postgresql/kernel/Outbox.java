package dev.quintet.adapters.out.postgresql.kernel;

import dev.quintet.domain.operations.Change;
import dev.quintet.domain.operations.Operation;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.operations.Receipt;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.TenantId;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds what other stores are to have, in the transaction that records it: the rows of the outbox and the
 * receipt, in one statement.
 */
public final class Outbox {

  /** Lanes in their order, so that those who make them first wait for each other in no circle. */
  private static final String ADD =
      """
      WITH operation AS (
        SELECT ?::text AS tenant_id, ?::text AS id, ?::text AS user_id, ?::text AS guarantee
      ), stores AS (
        SELECT store FROM unnest(?::text[]) AS s (store) ORDER BY store COLLATE "C"
      ), lanes AS (
        INSERT INTO quintet.outbox_lanes (tenant_id, store)
        SELECT o.tenant_id, s.store FROM operation o CROSS JOIN stores s
        ON CONFLICT DO NOTHING
      ), changes AS (
        SELECT * FROM unnest(?::text[], ?::text[], ?::bigint[], ?::text[]) WITH ORDINALITY
          AS c (kind, aggregate, sequence, payload, n)
      ), added AS (
        INSERT INTO quintet.outbox
          (tenant_id, store, operation, user_id, kind, aggregate, sequence, payload)
        SELECT o.tenant_id, s.store, o.id, o.user_id, c.kind, c.aggregate, c.sequence, c.payload
        FROM operation o CROSS JOIN stores s CROSS JOIN changes c
        ORDER BY s.store COLLATE "C", c.n
      )
      INSERT INTO quintet.receipts
        (tenant_id, operation, store, user_id, guarantee, state, waiting, attempts, since,
         recorded_at)
      SELECT o.tenant_id, o.id, l.store, o.user_id, o.guarantee,
             CASE WHEN l.waiting = 0 THEN 'committed' ELSE 'pending' END, l.waiting, l.attempts,
             now(), now()
      FROM operation o
      CROSS JOIN (
        SELECT ?::text AS store, 0 AS waiting, 1 AS attempts
        UNION ALL
        SELECT store, (SELECT count(*) FROM changes), 0 FROM stores) AS l""";

  /** {@link #ADD} of many operations, of one change each. */
  private static final String ADD_EACH =
      """
      WITH operations AS (
        SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[])
          WITH ORDINALITY AS o (id, user_id, kind, aggregate, sequence, payload, n)
      ), of_all AS (
        SELECT ?::text AS tenant_id, ?::text AS guarantee
      ), stores AS (
        SELECT store FROM unnest(?::text[]) AS s (store) ORDER BY store COLLATE "C"
      ), lanes AS (
        INSERT INTO quintet.outbox_lanes (tenant_id, store)
        SELECT a.tenant_id, s.store FROM of_all a CROSS JOIN stores s
        ON CONFLICT DO NOTHING
      ), added AS (
        INSERT INTO quintet.outbox
          (tenant_id, store, operation, user_id, kind, aggregate, sequence, payload)
        SELECT a.tenant_id, s.store, o.id, o.user_id, o.kind, o.aggregate, o.sequence, o.payload
        FROM of_all a CROSS JOIN stores s CROSS JOIN operations o
        ORDER BY s.store COLLATE "C", o.n
      )
      INSERT INTO quintet.receipts
        (tenant_id, operation, store, user_id, guarantee, state, waiting, attempts, since,
         recorded_at)
      SELECT a.tenant_id, o.id, l.store, o.user_id, a.guarantee,
             CASE WHEN l.waiting = 0 THEN 'committed' ELSE 'pending' END, l.waiting, l.attempts,
             now(), now()
      FROM of_all a
      CROSS JOIN operations o
      CROSS JOIN (
        SELECT ?::text AS store, 0 AS waiting, 1 AS attempts
        UNION ALL
        SELECT store, 1, 0 FROM stores) AS l""";

  /** The store of record. */
  public static final StoreName RECORD = PostgresFailures.STORE;

  private static final String BEGIN =
      """
      INSERT INTO quintet.receipts
        (tenant_id, operation, store, user_id, guarantee, state, waiting, attempts, since,
         recorded_at)
      VALUES (?, ?, ?, ?, ?, 'pending', 1, 0, now(), now())""";

  private static final String END =
      """
      UPDATE quintet.receipts
      SET state = ?, waiting = 0, attempts = attempts + 1, since = clock_timestamp(), reason = ?
      WHERE tenant_id = ? AND operation = ? AND store = ? AND waiting > 0""";

  private Outbox() {}

  /** The receipt of an operation of steps, whose outcome is open: {@link #end} says it. */
  public static void begin(PostgresTransaction transaction, Operation operation)
      throws SQLException {
    int unused =
        transaction.update(
            BEGIN,
            (statement, first) ->
                new Parameters(statement, first)
                    .text(operation.tenant())
                    .text(operation.id())
                    .text(RECORD)
                    .text(operation.owner())
                    .text(Words.of(operation.guarantee())));
  }

  /**
   * The outcome of an operation that {@link #begin} began. Idempotent: the first one stays.
   *
   * @param state committed or compensated
   * @param reason null: none
   */
  public static void end(
      PostgresTransaction transaction,
      TenantId tenant,
      OperationId operation,
      Receipt.State state,
      @Nullable String reason)
      throws SQLException {
    int unused =
        transaction.update(
            END,
            (statement, first) ->
                new Parameters(statement, first)
                    .text(Words.of(state))
                    .text(reason)
                    .text(tenant)
                    .text(operation)
                    .text(RECORD));
  }

  /**
   * Adds the changes for every store of the operation, to be delivered once the transaction is committed.
   * For a write that is fresh; the transaction is that of {@link PostgresPool#once}.
   *
   * @param changes in order within each aggregate, which the transaction holds
   */
  public static void add(PostgresTransaction transaction, Operation operation, List<Change> changes)
      throws SQLException {
    int unused =
        transaction.update(
            ADD,
            (statement, first) -> {
              Parameters alsoUnused =
                  new Parameters(statement, first)
                      .text(operation.tenant())
                      .text(operation.id())
                      .text(operation.owner())
                      .text(Words.of(operation.guarantee()))
                      .words(List.copyOf(operation.stores()), store -> store);
              int next =
                  new UnnestedRows<>(statement, first + 5, changes)
                      .text(Change::kind)
                      .text(Change::aggregate)
                      .number(Change::sequence)
                      .text(Change::payload)
                      .next();
              statement.setString(next, RECORD.word());
            });
  }

  /** An operation with the one change that it makes. */
  public record Single(Operation operation, Change change) {}

  /**
   * {@link #add} of many operations by one statement.
   *
   * @param singles at least one, all of one tenant, with the same stores
   */
  public static void add(PostgresTransaction transaction, List<Single> singles)
      throws SQLException {
    Operation any = singles.getFirst().operation();
    int unused =
        transaction.update(
            ADD_EACH,
            (statement, first) -> {
              int next =
                  new UnnestedRows<>(statement, first, singles)
                      .text(it -> it.operation().id().value())
                      .text(it -> it.operation().owner() == null ? null : it.operation().owner().value())
                      .text(it -> it.change().kind())
                      .text(it -> it.change().aggregate())
                      .number(it -> it.change().sequence())
                      .text(it -> it.change().payload())
                      .next();
              Parameters alsoUnused =
                  new Parameters(statement, next)
                      .text(any.tenant())
                      .text(Words.of(any.guarantee()))
                      .words(List.copyOf(any.stores()), store -> store)
                      .text(RECORD.word());
            });
  }
}
