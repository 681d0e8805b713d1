package dev.quintet.adapters.out.postgresql.kernel;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Effect;
import dev.quintet.domain.writes.Once;
import dev.quintet.domain.writes.ProcessId;
import dev.quintet.domain.writes.Write;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Writes in {@code quintet.writes}: one transaction around the effect of all writes of a call. Before
 * it the call is noted in {@code quintet.unfinished_writes}; the transaction deletes the note, which
 * comes back when it does not commit.
 */
@Singleton
final class PostgresOnce implements Once {

  private static final String NEWEST =
      "SELECT max(at) FROM quintet.writes WHERE at > ?::timestamptz";

  private final PostgresPool pool;
  private final UnfinishedCalls unfinished;

  PostgresOnce(@Named(PostgresPool.SERVICE) PostgresPool pool, ProcessId process) {
    this.pool = pool;
    this.unfinished = new UnfinishedCalls(pool, process);
  }

  @Override
  public List<Answer> write(
      String operation, List<Write> writes, Effect effect, Deadline deadline) {
    if (writes.isEmpty()) {
      return List.of();
    }
    UUID call = unfinished.begin();
    EffectProgress progress = new EffectProgress(effect);
    try {
      for (UnfinishedCall earlier : unfinished.note(call, operation, writes, deadline)) {
        unfinished.settle(earlier, effect, deadline);
      }
      return pool.run(
          operation,
          Scope.of(tenants(writes)),
          deadline,
          transaction -> WriteRecords.record(transaction, call, writes, progress));
    } catch (RuntimeException e) {
      if (progress.nothingDone(e)) {
        unfinished.forget(call, Scope.of(tenants(writes)));
      }
      throw progress.done() ? PostgresFailures.afterEffect(operation, e) : e;
    } finally {
      unfinished.end(call);
    }
  }

  @Override
  public int settle(Set<TenantId> tenants, Map<String, Effect> effects, Deadline deadline) {
    return unfinished.settle(tenants, effects, deadline);
  }

  private static Set<TenantId> tenants(List<Write> writes) {
    return writes.stream().map(Write::tenant).collect(Collectors.toSet());
  }

  @Override
  public Optional<Instant> newest(Set<TenantId> tenants, Instant after, Deadline deadline) {
    return pool.run(
        "find the newest write",
        Scope.of(tenants),
        deadline,
        transaction ->
            transaction.one(
                NEWEST,
                (statement, first) -> statement.setString(first, after.toString()),
                row ->
                    Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant)));
  }
}
