package dev.quintet.adapters.out.postgresql;

import dev.quintet.domain.marketdata.BatchEntry;
import dev.quintet.domain.marketdata.BatchId;
import dev.quintet.domain.marketdata.BatchLedger;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The ledger of batches: one transaction around the effect of all batches of a call. */
@Singleton
final class PostgresBatchLedger implements BatchLedger {

  private static final String OPERATION = "record batches";

  /**
   * In the order of the key, so that concurrent calls wait for each other instead of deadlocking.
   * An id that another transaction inserted is waited for until that transaction ends.
   */
  private static final String INSERT =
      """
      INSERT INTO quintet.tick_batches
        (tenant_id, batch_id, content_sha256, accepted, rejected, received_at)
      SELECT e.tenant_id, e.batch_id, decode(e.hash, 'hex'), e.accepted, e.rejected, e.received_at
      FROM unnest(?::text[], ?::text[], ?::text[], ?::int[], ?::int[], ?::timestamptz[])
        AS e (tenant_id, batch_id, hash, accepted, rejected, received_at)
      ORDER BY e.tenant_id COLLATE "C", e.batch_id COLLATE "C"
      ON CONFLICT (tenant_id, batch_id) DO NOTHING
      RETURNING tenant_id, batch_id""";

  private static final String SELECT =
      """
      SELECT b.tenant_id, b.batch_id, encode(b.content_sha256, 'hex'), b.accepted, b.rejected,
             b.received_at
      FROM unnest(?::text[], ?::text[]) AS e (tenant_id, batch_id)
      JOIN quintet.tick_batches b ON b.tenant_id = e.tenant_id AND b.batch_id = e.batch_id""";

  private record Key(TenantId tenant, BatchId id) {
    static Key of(BatchEntry entry) {
      return new Key(entry.tenant(), entry.batchId());
    }
  }

  private final PostgresTransactions transactions;

  PostgresBatchLedger(@Named(PostgresLogins.SERVICE) PostgresPool pool) {
    this.transactions = new PostgresTransactions(pool);
  }

  @Override
  public List<BatchEntry> record(
      List<BatchEntry> entries, Consumer<List<BatchEntry>> effect, Deadline deadline) {
    if (entries.isEmpty()) {
      return List.of();
    }
    Once once = new Once(effect);
    Set<TenantId> tenants = entries.stream().map(BatchEntry::tenant).collect(Collectors.toSet());
    try {
      return transactions.run(
          OPERATION, tenants, deadline, transaction -> record(transaction, entries, once));
    } catch (ProblemException e) {
      if (once.done && e.problem() instanceof Problem.Unavailable) {
        // Not recorded, but its effect is there: nothing was done would be a lie.
        throw new ProblemException(new Problem.OutcomeUnknown(OPERATION), e);
      }
      throw e;
    }
  }

  private static List<BatchEntry> record(
      PostgresTransaction transaction, List<BatchEntry> entries, Once effect) throws SQLException {
    Set<Key> inserted = insert(transaction, entries);
    Map<Key, BatchEntry> earlier =
        inserted.size() == entries.size()
            ? Map.of()
            : select(
                transaction,
                entries.stream().filter(entry -> !inserted.contains(Key.of(entry))).toList());
    List<BatchEntry> fresh =
        entries.stream().filter(entry -> inserted.contains(Key.of(entry))).toList();
    if (!fresh.isEmpty()) {
      effect.on(fresh);
    }
    return entries.stream().map(entry -> earlier.getOrDefault(Key.of(entry), entry)).toList();
  }

  private static Set<Key> insert(PostgresTransaction transaction, List<BatchEntry> entries)
      throws SQLException {
    return transaction.query(
        INSERT,
        (statement, first) -> {
          keys(statement, first, entries);
          array(statement, first + 2, "text", entries, BatchEntry::contentHash);
          array(statement, first + 3, "int4", entries, BatchEntry::accepted);
          array(statement, first + 4, "int4", entries, BatchEntry::rejected);
          array(statement, first + 5, "text", entries, entry -> entry.receivedAt().toString());
        },
        rows -> {
          Set<Key> keys = new HashSet<>();
          while (rows.next()) {
            keys.add(key(rows));
          }
          return keys;
        });
  }

  private static Map<Key, BatchEntry> select(
      PostgresTransaction transaction, List<BatchEntry> entries) throws SQLException {
    return transaction.query(
        SELECT,
        (statement, first) -> keys(statement, first, entries),
        rows -> {
          Map<Key, BatchEntry> found = new HashMap<>();
          while (rows.next()) {
            Key key = key(rows);
            found.put(key, entry(key, rows));
          }
          return found;
        });
  }

  private static Key key(ResultSet rows) throws SQLException {
    return new Key(new TenantId(rows.getString(1)), new BatchId(rows.getString(2)));
  }

  private static BatchEntry entry(Key key, ResultSet rows) throws SQLException {
    return new BatchEntry(
        key.tenant(),
        key.id(),
        rows.getString(3),
        rows.getInt(4),
        rows.getInt(5),
        rows.getObject(6, OffsetDateTime.class).toInstant());
  }

  private static void keys(PreparedStatement statement, int first, List<BatchEntry> entries)
      throws SQLException {
    array(statement, first, "text", entries, entry -> entry.tenant().value());
    array(statement, first + 1, "text", entries, entry -> entry.batchId().value());
  }

  private static void array(
      PreparedStatement statement,
      int index,
      String type,
      List<BatchEntry> entries,
      Function<BatchEntry, Object> column)
      throws SQLException {
    Array array =
        statement.getConnection().createArrayOf(type, entries.stream().map(column).toArray());
    statement.setArray(index, array);
  }

  /** The effect, and whether it was done. */
  private static final class Once {
    private final Consumer<List<BatchEntry>> effect;
    private boolean done;

    Once(Consumer<List<BatchEntry>> effect) {
      this.effect = effect;
    }

    void on(List<BatchEntry> fresh) {
      effect.accept(fresh);
      done = true;
    }
  }
}
