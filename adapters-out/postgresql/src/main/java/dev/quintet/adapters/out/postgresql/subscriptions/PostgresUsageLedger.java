package dev.quintet.adapters.out.postgresql.subscriptions;

import dev.quintet.adapters.out.postgresql.kernel.PostgresPool;
import dev.quintet.adapters.out.postgresql.kernel.PostgresTransaction;
import dev.quintet.adapters.out.postgresql.kernel.Scope;
import dev.quintet.adapters.out.postgresql.kernel.UnnestedRows;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.subscriptions.BillingPeriod;
import dev.quintet.domain.subscriptions.RecordedUsage;
import dev.quintet.domain.subscriptions.UsageEvent;
import dev.quintet.domain.subscriptions.UsageLedger;
import dev.quintet.domain.subscriptions.UsageQuery;
import dev.quintet.domain.subscriptions.UsageSpan;
import dev.quintet.domain.subscriptions.UsageTotal;
import dev.quintet.domain.tenancy.TenantId;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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

  /** A call that is noted for longer does not go on as it should. */
  private static final Duration STALLED = Duration.ofSeconds(10);

  /** How long after its time an event that is no correction may become visible. */
  private static final Duration COMPLETE_AFTER = GRACE.plus(PostgresTransaction.LONGEST);

  /** Before the first total. */
  private static final List<String> START = List.of("", "", "", "", "", "", "");

  private final PostgresPool service;
  private final PostgresPool billing;
  private final PostgresPool owner;

  PostgresUsageLedger(
      @Named(PostgresPool.SERVICE) PostgresPool service,
      @Named(PostgresPool.BILLING) PostgresPool billing,
      @Named(PostgresPool.OWNER) PostgresPool owner) {
    this.service = service;
    this.billing = billing;
    this.owner = owner;
  }

  @Override
  public void append(List<UsageEvent> events, Deadline deadline) {
    if (events.isEmpty()) {
      return;
    }
    Set<TenantId> tenants =
        events.stream().map(event -> event.subject().tenant()).collect(Collectors.toSet());
    Scope scope = Scope.of(tenants);
    long others =
        service.run(
            "record usage",
            scope,
            deadline,
            transaction ->
                transaction.one(
                    UsageSql.APPEND,
                    (statement, first) ->
                        statement.setDouble(
                            UsageRow.bind(statement, first, events), GRACE.toSeconds()),
                    row -> row.getLong(1)));
    if (others > 0) {
      appendAlone(events, scope, deadline);
    }
  }

  private void appendAlone(List<UsageEvent> events, Scope scope, Deadline deadline) {
    service.run(
        "record late usage",
        scope,
        deadline,
        transaction -> {
          transaction.query(UsageSql.ALONE, PostgresTransaction.Parameters.NONE, ResultSet::next);
          return transaction.update(
              UsageSql.LATE,
              (statement, first) -> {
                statement.setDouble(first, GRACE.toSeconds());
                UsageRow.bind(statement, first + 1, events);
              });
        });
  }

  @Override
  public Answer<UsageTotal> totals(
      UsageQuery query, @Nullable Cursor after, int limit, Deadline deadline) {
    Listing listing = query.listing();
    List<String> last =
        after == null ? START : listing.position(after, START.size(), Function.identity());
    PostgresPool reader = query.tenant() == null ? billing : service;
    Scope scope = query.tenant() == null ? Scope.NONE : Scope.of(query.tenant(), query.user());
    BookedDays days = BookedDays.of(query);
    return reader.read(
        "read usage",
        scope,
        deadline,
        transaction -> {
          List<UsageTotal> totals =
              transaction.list(
                  totals(days),
                  (statement, first) ->
                      UsageRow.bind(statement, first, query, days, last, limit + 1),
                  UsageRow::total);
          return new Answer<>(
              listing.page(totals, limit, UsageTotal::position),
              transaction.begunAt().minus(COMPLETE_AFTER));
        });
  }

  @Override
  public List<Map<UsageType, Long>> used(List<UsageSpan> spans, Deadline deadline) {
    List<Map<UsageType, Long>> used = new ArrayList<>();
    spans.forEach(span -> used.add(new EnumMap<>(UsageType.class)));
    Set<TenantId> tenants = spans.stream().map(UsageSpan::tenant).collect(Collectors.toSet());
    return service.read(
        "read used quotas",
        Scope.of(tenants),
        deadline,
        transaction ->
            transaction.query(
                UsageSql.USED,
                (statement, first) ->
                    new UnnestedRows<>(statement, first, spans)
                        .text(span -> span.tenant().value())
                        .text(span -> span.user() == null ? null : span.user().value())
                        .text(span -> span.from().toString())
                        .text(span -> span.to().toString()),
                rows -> {
                  while (rows.next()) {
                    used.get(rows.getInt(1) - 1)
                        .put(UsageType.of(rows.getString(2)), rows.getLong(3));
                  }
                  return used;
                }));
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
                  UsageSql.EXPORTED,
                  (statement, first) -> statement.setDouble(first, COMPLETE_AFTER.toSeconds()),
                  row -> UsageRow.instant(row, 1));
          List<RecordedUsage> events =
              transaction.list(
                  UsageSql.EVENTS,
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
                UsageSql.UNBILLED,
                (statement, first) -> {
                  statement.setDouble(first, STALLED.toSeconds());
                  statement.setDouble(first + 1, window.toSeconds());
                  statement.setDouble(first + 2, window.toSeconds());
                },
                row ->
                    new Reconciliation(
                        row.getLong(1),
                        row.getLong(2),
                        transaction.begunAt().minus(COMPLETE_AFTER))));
  }

  private static String totals(BookedDays days) {
    return UsageSql.TOTALS.replace(
        "$booked", UsageSql.WHOLE_DAYS + UsageSql.PARTS_OF_DAYS.repeat(days.parts().size()));
  }

  @Override
  public long drift(BillingPeriod period, Deadline deadline) {
    String first = period.month().atDay(1).toString();
    return billing.read(
        "compare sums of usage",
        Scope.NONE,
        deadline,
        transaction ->
            transaction.one(
                UsageSql.DRIFT,
                (statement, next) -> {
                  for (int i = 0; i < 3; i++) {
                    statement.setString(next + i, first);
                  }
                },
                row -> row.getLong(1)));
  }

  @Override
  public int prepare(Deadline deadline) {
    owner.run(
        "make months of usage",
        deadline,
        transaction ->
            transaction.one(UsageSql.PREPARE, PostgresTransaction.Parameters.NONE, row -> row.getInt(1)));
    return MONTHS_AHEAD;
  }
}
