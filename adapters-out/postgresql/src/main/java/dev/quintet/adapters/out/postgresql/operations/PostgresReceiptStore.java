package dev.quintet.adapters.out.postgresql.operations;

import dev.quintet.adapters.out.postgresql.kernel.Columns;
import dev.quintet.adapters.out.postgresql.kernel.Outbox;
import dev.quintet.adapters.out.postgresql.kernel.Parameters;
import dev.quintet.adapters.out.postgresql.kernel.PostgresPool;
import dev.quintet.adapters.out.postgresql.kernel.Scope;
import dev.quintet.domain.operations.Guarantee;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.operations.Receipt;
import dev.quintet.domain.operations.ReceiptStore;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Receipts in {@code quintet.receipts}. */
@Singleton
final class PostgresReceiptStore implements ReceiptStore {

  private static final String LIST =
      """
      SELECT operation, guarantee, recorded_at, store, state, since, attempts, reason
      FROM quintet.receipts
      WHERE tenant_id = ? AND operation = ANY (?::text[])
      ORDER BY operation, store""";

  private static final String FORGET =
      """
      WITH old AS (
        SELECT r.tenant_id, r.operation
        FROM quintet.receipts r
        WHERE r.recorded_at < ?
          AND NOT EXISTS (
            SELECT FROM quintet.receipts o
            WHERE o.tenant_id = r.tenant_id AND o.operation = r.operation
              AND o.state NOT IN ('committed', 'compensated'))
        LIMIT ?
      )
      DELETE FROM quintet.receipts r USING old
      WHERE r.tenant_id = old.tenant_id AND r.operation = old.operation""";

  private final PostgresPool pool;

  PostgresReceiptStore(@Named(PostgresPool.SERVICE) PostgresPool pool) {
    this.pool = pool;
  }

  @Override
  public StoreName store() {
    return Outbox.RECORD;
  }

  @Override
  public List<Receipt> list(
      TenantId tenant,
      @Nullable UserId user,
      Collection<OperationId> operations,
      Deadline deadline) {
    return pool.read(
        "read receipts",
        Scope.of(tenant, user),
        deadline,
        transaction ->
            transaction.query(
                LIST,
                (statement, first) ->
                    new Parameters(statement, first)
                        .text(tenant)
                        .words(List.copyOf(operations), OperationId::value),
                PostgresReceiptStore::receipts));
  }

  @Override
  public int forget(Set<TenantId> tenants, Instant before, int most, Deadline deadline) {
    return pool.read(
        "forget receipts",
        Scope.of(tenants),
        deadline,
        transaction ->
            transaction.update(
                FORGET,
                (statement, first) ->
                    new Parameters(statement, first).time(before).number(most)));
  }

  /** A row for each leg, those of an operation one after the other. */
  private static List<Receipt> receipts(ResultSet rows) throws SQLException {
    List<Receipt> receipts = new ArrayList<>();
    while (rows.next()) {
      Columns row = new Columns(rows);
      OperationId operation = new OperationId(row.text());
      Guarantee guarantee = Guarantee.of(row.text());
      Instant recordedAt = row.time();
      List<Receipt.Leg> legs = new ArrayList<>();
      if (!receipts.isEmpty() && receipts.getLast().operation().equals(operation)) {
        legs.addAll(receipts.removeLast().legs());
      }
      legs.add(
          new Receipt.Leg(
              row.text(),
              Receipt.State.of(row.text()),
              row.time(),
              row.integer(),
              row.optional(reason -> reason)));
      receipts.add(new Receipt(operation, guarantee, recordedAt, legs));
    }
    return receipts;
  }
}
