package dev.quintet.adapters.out.postgresql.kernel;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.writes.Effect;
import dev.quintet.domain.writes.ProcessId;
import dev.quintet.domain.writes.Write;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls in {@code quintet.unfinished_writes}: noted before their effect, settled when it ended badly. */
final class UnfinishedCalls {

  private static final Logger LOG = LoggerFactory.getLogger(UnfinishedCalls.class);

  /** Notes a call, and looks for others that ended without an end: what goes on is locked. */
  private static final String BEGIN =
      """
      WITH begun AS (
        INSERT INTO quintet.unfinished_writes (tenant_id, call, operation, process, writes)
        SELECT e.tenant_id, ?::uuid, ?, ?, e.writes
        FROM unnest(?::text[], ?::bytea[]) AS e (tenant_id, writes)
      )
      """;

  /** The isolation probe leaves rows of its own, as in every table of tenants. */
  private static final String LEFT =
      """
      SELECT u.tenant_id, u.call, u.operation, u.process, u.writes
      FROM quintet.unfinished_writes u
      WHERE u.call <> ALL (?::uuid[])
        AND u.operation <> 'canary'
        AND (u.process = ? OR u.begun_at <= now() - make_interval(secs => ?))
      ORDER BY u.begun_at
      LIMIT 100""";

  /** Of a call that goes on, or that somebody settles, the row is locked. */
  private static final String UNLOCKED = " FOR UPDATE SKIP LOCKED";

  private static final String LOCK =
      """
      SELECT FROM quintet.unfinished_writes u
      WHERE u.tenant_id = ? AND u.call = ?::uuid
      FOR UPDATE""";

  private static final String FORGET =
      "DELETE FROM quintet.unfinished_writes WHERE call = ?::uuid";

  private static final Duration FORGETTING = Duration.ofSeconds(2);

  /** A call is noted just before its transaction begins, and locked from then on. */
  private static final Duration BEGINNING = Duration.ofSeconds(2);

  private final PostgresPool pool;
  private final ProcessId process;

  /** Calls of this process that go on. */
  private final Set<UUID> active = ConcurrentHashMap.newKeySet();

  UnfinishedCalls(PostgresPool pool, ProcessId process) {
    this.pool = pool;
    this.process = process;
  }

  /** A call that goes on until it is ended. */
  UUID begin() {
    UUID call = UUID.randomUUID();
    active.add(call);
    return call;
  }

  void end(UUID call) {
    active.remove(call);
  }

  /**
   * Notes the call.
   *
   * @return earlier ones with a key of these, which are to be settled before it goes on, those too that
   *     somebody else is settling: what a write says of itself may rest on what an earlier one stored
   * @throws ProblemException Unavailable when such a call was of another operation, too
   */
  List<UnfinishedCall> note(UUID call, String operation, List<Write> writes, Deadline deadline) {
    Map<TenantId, List<Write>> byTenant =
        writes.stream().collect(Collectors.groupingBy(Write::tenant));
    List<UnfinishedCall> left =
        pool.read(
            operation,
            Scope.of(byTenant.keySet()),
            deadline,
            transaction ->
                transaction.list(
                    BEGIN + LEFT,
                    (statement, first) -> {
                      statement.setObject(first, call);
                      statement.setString(first + 1, operation);
                      statement.setInt(first + 2, process.value());
                      int next =
                          new UnnestedRows<>(
                                  statement, first + 3, List.copyOf(byTenant.entrySet()))
                              .text(some -> some.getKey().value())
                              .bytes(some -> UnfinishedCall.bytes(some.getValue()))
                              .next();
                      bindLeft(statement, next, Duration.ZERO);
                    },
                    UnfinishedCalls::unfinished));
    Set<Write.Key> keys = writes.stream().map(Write::key).collect(Collectors.toSet());
    List<UnfinishedCall> meeting =
        left.stream()
            // One of this process may have begun since the others were named to the server.
            .filter(earlier -> !active.contains(earlier.call()))
            .filter(earlier -> earlier.writes().stream().map(Write::key).anyMatch(keys::contains))
            .toList();
    if (!meeting.stream().map(UnfinishedCall::operation).allMatch(operation::equals)) {
      throw new ProblemException(new Problem.Unavailable(PostgresFailures.STORE));
    }
    return meeting;
  }

  private void bindLeft(PreparedStatement statement, int first, Duration age)
      throws SQLException {
    statement.setArray(
        first, statement.getConnection().createArrayOf("uuid", active.toArray()));
    statement.setInt(first + 1, process.value());
    statement.setDouble(first + 2, age.toSeconds());
  }

  private static UnfinishedCall unfinished(ResultSet row) throws SQLException {
    TenantId tenant = new TenantId(row.getString(1));
    return new UnfinishedCall(
        tenant,
        row.getObject(2, UUID.class),
        row.getString(3),
        new ProcessId(row.getInt(4)),
        row.getBytes(5));
  }

  /**
   * Records what has its effect, unless somebody else does, or the call goes on after all; returns when it
   * is over.
   */
  void settle(UnfinishedCall left, Effect effect, Deadline deadline) {
    pool.run(
        left.operation(),
        Scope.of(List.of(left.tenant())),
        deadline,
        transaction -> {
          boolean mine =
              transaction.query(
                  LOCK,
                  (statement, first) -> {
                    statement.setString(first, left.tenant().value());
                    statement.setObject(first + 1, left.call());
                  },
                  ResultSet::next);
          if (mine) {
            List<Write> writes = left.writes();
            Set<Write> applied = effect.applied(left.process(), writes, deadline);
            WriteRecords.record(
                transaction, left.call(), List.copyOf(applied), (same, fresh) -> {});
            LOG.info(
                "{} of {} writes of a call that did not end are there, and recorded now",
                applied.size(),
                writes.size());
          }
          return mine;
        });
  }

  /** {@link PostgresOnce#settle}. */
  int settle(Set<TenantId> tenants, Map<String, Effect> effects, Deadline deadline) {
    List<UnfinishedCall> all =
        pool.read(
            "find unfinished writes",
            Scope.of(tenants),
            deadline,
            transaction ->
                transaction.list(
                    LEFT + UNLOCKED,
                    (statement, first) -> bindLeft(statement, first, BEGINNING),
                    UnfinishedCalls::unfinished));
    int stay = 0;
    for (UnfinishedCall left : all) {
      Effect effect = effects.get(left.operation());
      try {
        if (effect == null) {
          stay++;
        } else if (!active.contains(left.call())) {
          settle(left, effect, deadline);
        }
      } catch (ProblemException e) {
        LOG.debug("writes of {} stay unfinished", left.operation(), e);
        stay++;
      } catch (RuntimeException e) {
        // Those of other calls are not held up by it.
        LOG.error("writes of {} cannot be settled", left.operation(), e);
        stay++;
      }
    }
    return stay;
  }

  /** Of a call that did nothing; if this fails, it is settled later with the same result. */
  void forget(UUID call, Scope scope) {
    try {
      pool.read(
          "forget a call",
          scope,
          Deadline.after(FORGETTING),
          transaction ->
              transaction.update(FORGET, (statement, first) -> statement.setObject(first, call)));
    } catch (RuntimeException e) {
      LOG.debug("a call that did nothing stays noted", e);
    }
  }
}
