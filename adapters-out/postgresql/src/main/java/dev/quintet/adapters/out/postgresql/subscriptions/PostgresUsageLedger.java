package dev.quintet.adapters.out.postgresql.subscriptions;

import dev.quintet.adapters.out.postgresql.kernel.PostgresPool;
import dev.quintet.adapters.out.postgresql.kernel.PostgresTransaction;
import dev.quintet.adapters.out.postgresql.kernel.Scope;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.subscriptions.RecordedUsage;
import dev.quintet.domain.subscriptions.UsageEvent;
import dev.quintet.domain.subscriptions.UsageLedger;
import dev.quintet.domain.subscriptions.UsageQuery;
import dev.quintet.domain.subscriptions.UsageTotal;
import dev.quintet.domain.tenancy.TenantId;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Usage in {@code quintet.usage_events}. One tenant's is read as the role of tenants' calls, under
 * row security; that of all tenants as a role that can read nothing else.
 */
@Singleton
final class PostgresUsageLedger implements UsageLedger {

  private static final String APPEND =
      """
      INSERT INTO quintet.usage_events
        (tenant_id, event_id, service, user_id, type, count, at, correction)
      SELECT e.tenant_id, e.event_id, e.service, e.user_id, e.type, e.count,
             LEAST(e.at, now()), e.at < now() - make_interval(secs => ?)
      FROM unnest(?::text[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::bigint[],
                  ?::timestamptz[])
        AS e (tenant_id, event_id, service, user_id, type, count, at)
      ORDER BY e.tenant_id COLLATE "C", e.event_id
      ON CONFLICT (tenant_id, event_id) DO NOTHING""";

  private static final String TOTALS =
      """
      SELECT tenant_id, day, period, type, service, user_id, sum(count)::bigint,
             coalesce(sum(count) FILTER (WHERE correction), 0)::bigint
      FROM (
        SELECT tenant_id, count, correction,
          CASE WHEN ? THEN to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD') ELSE '' END
            COLLATE "C" AS day,
          CASE WHEN ? THEN to_char(at AT TIME ZONE 'UTC', 'YYYY-MM') ELSE '' END
            COLLATE "C" AS period,
          CASE WHEN ? THEN type ELSE '' END AS type,
          CASE WHEN ? THEN service ELSE '' END AS service,
          CASE WHEN ? THEN coalesce(user_id, '') ELSE '' END AS user_id
        FROM quintet.usage_events
        WHERE at >= ? AND at < ?
          AND tenant_id = coalesce(?, tenant_id)
          AND service = coalesce(?, service)
          AND (?::text IS NULL OR user_id = ?)
          AND type = coalesce(?, type)
          AND NOT starts_with(tenant_id, 'quintet_')
      ) AS e
      GROUP BY tenant_id, day, period, type, service, user_id
      HAVING (tenant_id, day, period, type, service, user_id) > (?, ?, ?, ?, ?, ?)
      ORDER BY tenant_id, day, period, type, service, user_id
      LIMIT ?""";

  private static final String EVENTS =
      """
      SELECT tenant_id, event_id, service, user_id, type, count, at, recorded_at, correction, xact
      FROM quintet.usage_events
      WHERE (xact, tenant_id, event_id) > (?::xid8, ?, ?::uuid)
        AND xact < pg_snapshot_xmin(pg_current_snapshot())
        AND NOT starts_with(tenant_id, 'quintet_')
      ORDER BY xact, tenant_id, event_id
      LIMIT ?""";

  /** Before what may still be held back because an older transaction is running. */
  private static final String EXPORTED =
      """
      SELECT LEAST(
        now() - make_interval(secs => ?),
        (SELECT min(at) FROM quintet.usage_events
         WHERE xact >= pg_snapshot_xmin(pg_current_snapshot()) AND NOT correction
           AND NOT starts_with(tenant_id, 'quintet_')))""";

  private static final String UNBILLED =
      """
      SELECT count(*), (
        SELECT count(*) FROM quintet.unfinished_writes
        WHERE operation <> 'canary' AND begun_at < now() - make_interval(secs => ?))
      FROM quintet.writes w
      WHERE w.at >= now() - make_interval(secs => ?)
        AND w.usage_count > 0
        AND NOT EXISTS (
          SELECT FROM quintet.usage_events e
          WHERE e.tenant_id = w.tenant_id AND e.event_id = w.usage_event)""";

  /** A call that is noted for longer does not go on as it should. */
  private static final Duration STALLED = Duration.ofSeconds(10);

  /** How long after its time an event that is no correction may become visible. */
  private static final Duration COMPLETE_AFTER = GRACE.plus(PostgresTransaction.LONGEST);

  /** Before the first total. */
  private static final List<String> START = List.of("", "", "", "", "", "");

  private final PostgresPool service;
  private final PostgresPool billing;

  PostgresUsageLedger(
      @Named(PostgresPool.SERVICE) PostgresPool service,
      @Named(PostgresPool.BILLING) PostgresPool billing) {
    this.service = service;
    this.billing = billing;
  }

  @Override
  public void append(List<UsageEvent> events, Deadline deadline) {
    if (events.isEmpty()) {
      return;
    }
    Set<TenantId> tenants =
        events.stream().map(event -> event.subject().tenant()).collect(Collectors.toSet());
    service.run(
        "record usage",
        Scope.of(tenants),
        deadline,
        transaction ->
            transaction.update(
                APPEND,
                (statement, first) -> {
                  statement.setDouble(first, GRACE.toSeconds());
                  UsageRow.bind(statement, first + 1, events);
                }));
  }

  @Override
  public Answer<UsageTotal> totals(
      UsageQuery query, @Nullable Cursor after, int limit, Deadline deadline) {
    Listing listing = query.listing();
    List<String> last =
        after == null ? START : listing.position(after, START.size(), Function.identity());
    PostgresPool reader = query.tenant() == null ? billing : service;
    Scope scope = query.tenant() == null ? Scope.NONE : Scope.of(List.of(query.tenant()));
    return reader.read(
        "read usage",
        scope,
        deadline,
        transaction -> {
          List<UsageTotal> totals =
              transaction.list(
                  TOTALS,
                  (statement, first) -> UsageRow.bind(statement, first, query, last, limit + 1),
                  UsageRow::total);
          return new Answer<>(
              listing.page(totals, limit, UsageTotal::position),
              transaction.begunAt().minus(COMPLETE_AFTER));
        });
  }

  @Override
  public Answer<RecordedUsage> events(@Nullable Cursor after, int limit, Deadline deadline) {
    UsagePosition last = UsagePosition.of(after);
    return billing.run(
        "export usage",
        deadline,
        transaction -> {
          // Asked before the rows: what is recorded in between is of a later time.
          Instant completeUntil =
              transaction.one(
                  EXPORTED,
                  (statement, first) -> statement.setDouble(first, COMPLETE_AFTER.toSeconds()),
                  row -> UsageRow.instant(row, 1));
          List<RecordedUsage> events =
              transaction.list(
                  EVENTS,
                  (statement, first) -> {
                    statement.setString(first, last.transaction());
                    statement.setString(first + 1, last.tenant());
                    statement.setString(first + 2, last.id());
                    statement.setInt(first + 3, limit + 1);
                  },
                  UsageRow::event);
          return new Answer<>(Page.of(events, limit, RecordedUsage::position), completeUntil);
        });
  }

  @Override
  public Reconciliation reconcile(Duration window, Deadline deadline) {
    return billing.run(
        "reconcile usage",
        deadline,
        transaction ->
            transaction.one(
                UNBILLED,
                (statement, first) -> {
                  statement.setDouble(first, STALLED.toSeconds());
                  statement.setDouble(first + 1, window.toSeconds());
                },
                row ->
                    new Reconciliation(
                        row.getLong(1),
                        row.getLong(2),
                        transaction.begunAt().minus(COMPLETE_AFTER))));
  }
}
