package dev.quintet.adapters.out.postgresql.kernel;

import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Write;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Records writes in {@code quintet.writes}, and meters them, in the transaction of their effect.
 */
final class WriteRecords {

  /**
   * In the order of the key, so that concurrent calls wait for each other instead of deadlocking. A
   * key that another transaction inserted is waited for until that transaction ends. What is new is
   * metered in the same statement: one event for each subject and type.
   */
  private static final String INSERT =
      """
      WITH ended AS (
        DELETE FROM quintet.unfinished_writes WHERE call = ?::uuid RETURNING call
      ), fresh AS (
        INSERT INTO quintet.writes
          (tenant_id, kind, id, content_sha256, at, outcome, service, user_id, usage_count,
           usage_event)
        SELECT w.tenant_id, w.kind, w.id, w.hash, w.at, w.outcome, w.service,
               w.user_id, w.usage_count, w.usage_event
        FROM unnest(?::text[], ?::text[], ?::text[], ?::bytea[], ?::timestamptz[], ?::text[],
                    ?::text[], ?::text[], ?::bigint[], ?::uuid[])
          AS w (tenant_id, kind, id, hash, at, outcome, service, user_id, usage_count, usage_event)
        ORDER BY w.tenant_id COLLATE "C", w.kind COLLATE "C", w.id COLLATE "C"
        ON CONFLICT (tenant_id, kind, id) DO NOTHING
        RETURNING tenant_id, kind, id, service, user_id, usage_count, usage_event
      ), metered AS (
        INSERT INTO quintet.usage_events
          (tenant_id, event_id, service, user_id, type, count, at)
        SELECT f.tenant_id, f.usage_event, f.service, f.user_id, e.type, f.count, now()
        FROM (
          SELECT tenant_id, usage_event, service, user_id, sum(usage_count) AS count
          FROM fresh
          WHERE usage_event IS NOT NULL
          GROUP BY tenant_id, usage_event, service, user_id
        ) AS f
        JOIN unnest(?::uuid[], ?::text[]) AS e (id, type) ON e.id = f.usage_event
      )
      SELECT (SELECT count(*) FROM ended), (SELECT count(*) FROM fresh),
             known.tenant_id, known.kind, known.id
      FROM (SELECT) AS always
      LEFT JOIN fresh AS known ON (SELECT count(*) FROM fresh) < ?\
      """;

  /** {@link #INSERT} of one write that is not metered and belongs to no call that is noted. */
  private static final String INSERT_ONE =
      """
      INSERT INTO quintet.writes
        (tenant_id, kind, id, content_sha256, at, outcome, service, user_id, usage_count)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)
      ON CONFLICT (tenant_id, kind, id) DO NOTHING""";

  private static final String SELECT =
      """
      SELECT w.tenant_id, w.kind, w.id, encode(w.content_sha256, 'hex'), w.at, w.outcome
      FROM unnest(?::text[], ?::text[], ?::text[]) AS e (tenant_id, kind, id)
      JOIN quintet.writes w ON w.tenant_id = e.tenant_id AND w.kind = e.kind AND w.id = e.id\
      """;

  /** What is done for fresh writes, perhaps with statements of the transaction that records them. */
  interface InTransaction {
    void apply(PostgresTransaction transaction, int[] fresh) throws SQLException;
  }

  private record Earlier(String contentHash, Answer.Recorded recorded) {
    Answer answer(Write write) {
      return contentHash.equals(write.contentHash()) ? recorded : new Answer.Conflict();
    }
  }

  /** By whom and of what; one event each. */
  private record Meter(Subject subject, UsageType type) {}

  private WriteRecords() {}

  /** Records in the transaction what its effect belongs to; both are committed or neither. */
  static List<Answer> record(
      PostgresTransaction transaction,
      @Nullable UUID call,
      List<Write> writes,
      InTransaction effect)
      throws SQLException {
    Optional<Set<Write.Key>> some = insert(transaction, call, writes);
    if (some.isEmpty()) {
      effect.apply(transaction, IntStream.range(0, writes.size()).toArray());
      return writes.stream().<Answer>map(Answer.Recorded::fresh).toList();
    }
    Set<Write.Key> inserted = some.get();
    // Of a key that is given twice only the first is fresh.
    int[] fresh =
        IntStream.range(0, writes.size())
            .filter(i -> inserted.remove(writes.get(i).key()))
            .toArray();
    List<Answer> answers = answers(transaction, writes, fresh);
    if (fresh.length > 0) {
      effect.apply(transaction, fresh);
    }
    return answers;
  }

  private static List<Answer> answers(
      PostgresTransaction transaction, List<Write> writes, int[] fresh) throws SQLException {
    Answer[] answers = new Answer[writes.size()];
    for (int i : fresh) {
      answers[i] = Answer.Recorded.fresh(writes.get(i));
    }
    int[] known = IntStream.range(0, answers.length).filter(i -> answers[i] == null).toArray();
    Map<Write.Key, Earlier> recorded =
        select(transaction, Arrays.stream(known).mapToObj(writes::get).toList());
    for (int i : known) {
      Write write = writes.get(i);
      answers[i] = Objects.requireNonNull(recorded.get(write.key())).answer(write);
    }
    return List.of(answers);
  }

  /** The keys that were not there before; empty: none was there, the usual case. */
  private static Optional<Set<Write.Key>> insert(
      PostgresTransaction transaction, @Nullable UUID call, List<Write> writes)
      throws SQLException {
    if (call == null && writes.size() == 1 && writes.getFirst().metered().isEmpty()) {
      return insertOne(transaction, writes.getFirst()) ? Optional.empty() : Optional.of(new HashSet<>());
    }
    Map<Meter, UUID> events = new HashMap<>();
    return transaction.query(
        INSERT,
        (statement, first) -> {
          statement.setObject(first, call, Types.OTHER);
          int metered =
              keys(new UnnestedRows<>(statement, first + 1, writes))
                  .bytes(write -> HexFormat.of().parseHex(write.contentHash()))
                  .text(write -> write.at().toString())
                  .text(Write::outcome)
                  .text(write -> write.subject().service().value())
                  .text(write -> user(write.subject()))
                  .number(WriteRecords::count)
                  .uuid(write -> event(write, events))
                  .next();
          int last =
              new UnnestedRows<>(statement, metered, List.copyOf(events.entrySet()))
                  .uuid(Map.Entry::getValue)
                  .text(entry -> entry.getKey().type().word())
                  .next();
          statement.setInt(last, writes.size());
        },
        rows -> {
          rows.next();
          if (call != null && rows.getInt(1) == 0) {
            // Another process took the call for one that had died, and settled it.
            throw new ProblemException(new Problem.Unavailable(PostgresFailures.STORE));
          }
          int inserted = rows.getInt(2);
          if (inserted == writes.size()) {
            return Optional.empty();
          }
          Set<Write.Key> keys = HashSet.newHashSet(inserted);
          for (int row = 0; row < inserted; row++, rows.next()) {
            keys.add(key(rows.getString(3), rows.getString(4), rows.getString(5)));
          }
          return Optional.of(keys);
        });
  }

  private static boolean insertOne(PostgresTransaction transaction, Write write)
      throws SQLException {
    return transaction.update(
            INSERT_ONE,
            (statement, first) ->
                new Parameters(statement, first)
                    .text(write.tenant())
                    .text(write.kind())
                    .text(write.id())
                    .bytes(HexFormat.of().parseHex(write.contentHash()))
                    .time(write.at())
                    .text(write.outcome())
                    .text(write.subject().service())
                    .text(user(write.subject())))
        == 1;
  }

  private static Map<Write.Key, Earlier> select(PostgresTransaction transaction, List<Write> writes)
      throws SQLException {
    return transaction.query(
        SELECT,
        (statement, first) -> keys(new UnnestedRows<>(statement, first, writes)),
        rows -> {
          Map<Write.Key, Earlier> found = new HashMap<>();
          while (rows.next()) {
            Instant at = rows.getObject(5, OffsetDateTime.class).toInstant();
            found.put(
                key(rows.getString(1), rows.getString(2), rows.getString(3)),
                new Earlier(rows.getString(4), new Answer.Recorded(at, rows.getString(6), true)));
          }
          return found;
        });
  }

  private static UnnestedRows<Write> keys(UnnestedRows<Write> rows) throws SQLException {
    return rows.text(write -> write.tenant().value()).text(Write::kind).text(Write::id);
  }

  private static Write.Key key(String tenant, String kind, String id) {
    return new Write.Key(new TenantId(tenant), kind, id);
  }

  private static long count(Write write) {
    return write.metered().map(Write.Usage::count).orElse(0L);
  }

  private static @Nullable UUID event(Write write, Map<Meter, UUID> events) {
    return write
        .metered()
        .map(it -> new Meter(write.subject(), it.type()))
        .map(it -> events.computeIfAbsent(it, meter -> UUID.randomUUID()))
        .orElse(null);
  }

  private static @Nullable String user(Subject subject) {
    return subject.user() == null ? null : subject.user().value();
  }
}
