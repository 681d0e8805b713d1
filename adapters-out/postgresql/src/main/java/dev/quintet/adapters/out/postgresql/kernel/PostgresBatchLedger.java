package dev.quintet.adapters.out.postgresql.kernel;

import dev.quintet.domain.marketdata.BatchEntry;
import dev.quintet.domain.marketdata.BatchId;
import dev.quintet.domain.marketdata.BatchLedger;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The ledger of batches: one transaction around the effect of all batches of a call. */
@Singleton
final class PostgresBatchLedger implements BatchLedger {

  private static final String OPERATION = "record batches";

  /**
   * In the order of the key, so that concurrent calls wait for each other instead of deadlocking.
   * An id that another transaction inserted is waited for until that transaction ends. The ticks of
   * those that are new are metered in the same statement: one event for each subject.
   */
  private static final String INSERT =
      """
      WITH fresh AS (
        INSERT INTO quintet.tick_batches
          (tenant_id, batch_id, content_sha256, accepted, rejected, received_at, service, user_id,
           kind, usage_event)
        SELECT e.tenant_id, e.batch_id, decode(e.hash, 'hex'), e.accepted, e.rejected,
               e.received_at, e.service, e.user_id, e.kind,
               CASE WHEN e.kind = 'ticks' AND e.accepted > 0 THEN e.usage_event END
        FROM unnest(?::text[], ?::text[], ?::text[], ?::int[], ?::int[], ?::timestamptz[],
                    ?::text[], ?::text[], ?::text[], ?::uuid[])
          AS e (tenant_id, batch_id, hash, accepted, rejected, received_at, service, user_id,
                kind, usage_event)
        ORDER BY e.tenant_id COLLATE "C", e.batch_id COLLATE "C"
        ON CONFLICT (tenant_id, batch_id) DO NOTHING
        RETURNING tenant_id, batch_id, accepted, service, user_id, usage_event
      ), metered AS (
        INSERT INTO quintet.usage_events
          (tenant_id, event_id, service, user_id, type, count, at)
        SELECT tenant_id, usage_event, service, user_id, 'ticks_processed', sum(accepted), now()
        FROM fresh
        WHERE usage_event IS NOT NULL
        GROUP BY tenant_id, usage_event, service, user_id
      )
      SELECT (SELECT count(*) FROM fresh), known.tenant_id, known.batch_id
      FROM (SELECT) AS always
      LEFT JOIN fresh AS known ON (SELECT count(*) FROM fresh) < ?""";

  private static final String SELECT =
      """
      SELECT b.tenant_id, b.batch_id, encode(b.content_sha256, 'hex'), b.accepted, b.rejected,
             b.received_at, b.service, b.user_id, b.kind
      FROM unnest(?::text[], ?::text[]) AS e (tenant_id, batch_id)
      JOIN quintet.tick_batches b ON b.tenant_id = e.tenant_id AND b.batch_id = e.batch_id""";

  private static final String NEWEST =
      "SELECT max(received_at) FROM quintet.tick_batches WHERE received_at > ?::timestamptz";

  private record Key(TenantId tenant, BatchId id) {
    static Key of(BatchEntry entry) {
      return new Key(entry.tenant(), entry.batchId());
    }
  }

  private final PostgresTransactions transactions;

  PostgresBatchLedger(@Named(PostgresPool.SERVICE) PostgresPool pool) {
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

  @Override
  public Optional<Instant> newestReceipt(
      Set<TenantId> tenants, Instant after, Deadline deadline) {
    return transactions.run(
        "find the newest batch",
        tenants,
        deadline,
        transaction ->
            transaction.query(
                NEWEST,
                (statement, first) -> statement.setString(first, after.toString()),
                rows -> {
                  rows.next();
                  return Optional.ofNullable(rows.getObject(1, OffsetDateTime.class))
                      .map(OffsetDateTime::toInstant);
                }));
  }

  private static List<BatchEntry> record(
      PostgresTransaction transaction, List<BatchEntry> entries, Once effect) throws SQLException {
    Optional<Set<Key>> inserted = insert(transaction, entries);
    if (inserted.isEmpty()) {
      effect.on(entries);
      return entries;
    }
    Set<Key> keys = inserted.get();
    Map<Key, BatchEntry> earlier =
        select(transaction, entries.stream().filter(it -> !keys.contains(Key.of(it))).toList());
    if (!keys.isEmpty()) {
      effect.on(entries.stream().filter(it -> keys.contains(Key.of(it))).toList());
    }
    return entries.stream().map(entry -> earlier.getOrDefault(Key.of(entry), entry)).toList();
  }

  /** The keys that were not there before; empty: none was there, the usual case. */
  private static Optional<Set<Key>> insert(
      PostgresTransaction transaction, List<BatchEntry> entries) throws SQLException {
    return transaction.query(
        INSERT,
        (statement, first) -> {
          keys(statement, first, entries);
          array(statement, first + 2, "text", entries, BatchEntry::contentHash);
          array(statement, first + 3, "int4", entries, BatchEntry::accepted);
          array(statement, first + 4, "int4", entries, BatchEntry::rejected);
          array(statement, first + 5, "text", entries, entry -> entry.receivedAt().toString());
          array(statement, first + 6, "text", entries, entry -> entry.subject().service().value());
          array(statement, first + 7, "text", entries, entry -> user(entry.subject()));
          array(statement, first + 8, "text", entries, entry -> word(entry.kind()));
          array(statement, first + 9, "uuid", entries, eventOfSubject());
          statement.setInt(first + 10, entries.size());
        },
        rows -> {
          rows.next();
          int inserted = rows.getInt(1);
          if (inserted == entries.size()) {
            return Optional.empty();
          }
          Set<Key> keys = HashSet.newHashSet(inserted);
          for (int row = 0; row < inserted; row++, rows.next()) {
            keys.add(new Key(new TenantId(rows.getString(2)), new BatchId(rows.getString(3))));
          }
          return Optional.of(keys);
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

  private static @Nullable String user(Subject subject) {
    return subject.user() == null ? null : subject.user().value();
  }

  private static String word(BatchEntry.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static Function<BatchEntry, Object> eventOfSubject() {
    Map<Subject, UUID> events = new HashMap<>();
    return entry -> events.computeIfAbsent(entry.subject(), it -> UUID.randomUUID());
  }

  private static Key key(ResultSet rows) throws SQLException {
    return new Key(new TenantId(rows.getString(1)), new BatchId(rows.getString(2)));
  }

  private static BatchEntry entry(Key key, ResultSet rows) throws SQLException {
    String user = rows.getString(8);
    return new BatchEntry(
        new Subject(
            key.tenant(),
            new ServiceName(rows.getString(7)),
            user == null ? null : new UserId(user)),
        key.id(),
        BatchEntry.Kind.valueOf(rows.getString(9).toUpperCase(Locale.ROOT)),
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
      Function<BatchEntry, ? extends @Nullable Object> column)
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
