package dev.quintet.adapters.out.postgresql.operations;

import dev.quintet.adapters.out.postgresql.kernel.Columns;
import dev.quintet.adapters.out.postgresql.kernel.Parameters;
import dev.quintet.adapters.out.postgresql.kernel.PostgresPool;
import dev.quintet.adapters.out.postgresql.kernel.Scope;
import dev.quintet.domain.operations.Guarantee;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.operations.Receipt;
import dev.quintet.domain.operations.ReceiptStore;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Receipts in {@code quintet.receipts}. */
@Singleton
final class PostgresReceiptStore implements ReceiptStore {

  private static final String FIND =
      """
      SELECT guarantee, recorded_at, store, state, since, attempts, reason
      FROM quintet.receipts
      WHERE tenant_id = ? AND operation = ?
      ORDER BY store""";

  private final PostgresPool pool;

  PostgresReceiptStore(@Named(PostgresPool.SERVICE) PostgresPool pool) {
    this.pool = pool;
  }

  @Override
  public Optional<Receipt> find(
      TenantId tenant, @Nullable UserId user, OperationId operation, Deadline deadline) {
    return pool.read(
        "read receipt",
        Scope.of(tenant, user),
        deadline,
        transaction ->
            transaction.query(
                FIND,
                (statement, first) ->
                    new Parameters(statement, first).text(tenant).text(operation),
                rows -> receipt(operation, rows)));
  }

  private static Optional<Receipt> receipt(OperationId operation, ResultSet rows)
      throws SQLException {
    List<Receipt.Leg> legs = new ArrayList<>();
    Guarantee guarantee = Guarantee.SINGLE_STORE;
    Instant recordedAt = Instant.EPOCH;
    while (rows.next()) {
      Columns row = new Columns(rows);
      guarantee = Guarantee.of(row.text());
      recordedAt = row.time();
      legs.add(
          new Receipt.Leg(
              row.text(),
              Receipt.State.of(row.text()),
              row.time(),
              row.integer(),
              row.optional(reason -> reason)));
    }
    return legs.isEmpty()
        ? Optional.empty()
        : Optional.of(new Receipt(operation, guarantee, recordedAt, legs));
  }
}
