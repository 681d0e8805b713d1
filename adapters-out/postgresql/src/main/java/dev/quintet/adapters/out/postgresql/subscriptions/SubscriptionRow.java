package dev.quintet.adapters.out.postgresql.subscriptions;

import dev.quintet.adapters.out.postgresql.kernel.Columns;
import dev.quintet.adapters.out.postgresql.kernel.Parameters;
import dev.quintet.domain.subscriptions.Cycle;
import dev.quintet.domain.subscriptions.CycleAnchor;
import dev.quintet.domain.subscriptions.CycleLength;
import dev.quintet.domain.subscriptions.PlanId;
import dev.quintet.domain.subscriptions.Subscription.Agreement;
import dev.quintet.domain.subscriptions.Subscription.Payments;
import dev.quintet.domain.subscriptions.Subscription.PlanChange;
import dev.quintet.domain.subscriptions.Subscription;
import dev.quintet.domain.subscriptions.SubscriptionChange;
import dev.quintet.domain.subscriptions.SubscriptionEvent;
import dev.quintet.domain.subscriptions.SubscriptionId;
import dev.quintet.domain.subscriptions.SubscriptionState;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A change of a subscription as the columns of {@code subscription_changes} hold it. */
final class SubscriptionRow {

  /** In the order in which they are read and bound. */
  static final String COLUMNS =
      """
      tenant_id, subscription_id, version, user_id, event, at, recorded_at, cause, state, plan_id, taken,
      starts_at, trial_days, ends_at, grace_days, anchor_from, anchor_day, cycle_length, cycle_from,
      cycle_to, billed_from, next_plan, next_length, next_at, cancels_at, paid_version, failing_since,
      heard_at""";

  private SubscriptionRow() {}

  static void bind(PreparedStatement statement, int first, SubscriptionChange change)
      throws SQLException {
    Subscription it = change.after();
    @Nullable PlanChange next = it.next();
    new Parameters(statement, first)
        .text(it.tenant())
        .text(it.id())
        .number(it.version())
        .text(it.user())
        .text(change.event().word())
        .time(change.at())
        .time(change.recordedAt())
        .text(change.cause())
        .text(it.state().word())
        .text(it.plan())
        .time(it.taken())
        .time(it.agreed().startsAt())
        .number(it.agreed().trialDays())
        .time(it.agreed().endsAt())
        .number(it.agreed().graceDays())
        .day(it.anchor().from())
        .number(it.anchor().day())
        .text(it.anchor().length().word())
        .day(it.cycle().from())
        .day(it.cycle().to())
        .time(it.billedFrom())
        .text(next == null ? null : next.plan())
        .text(next == null ? null : next.length().word())
        .time(next == null ? null : next.at())
        .time(it.cancelsAt())
        .number(it.payments().version())
        .time(it.payments().failingSince())
        .time(it.payments().receivedAt());
  }

  /** Of the columns in their order. */
  static SubscriptionChange of(ResultSet rows) throws SQLException {
    Columns row = new Columns(rows);
    TenantId tenant = new TenantId(row.text());
    SubscriptionId id = new SubscriptionId(row.text());
    int version = row.integer();
    @Nullable UserId user = row.optional(UserId::new);
    SubscriptionEvent event = SubscriptionEvent.of(row.text());
    Instant at = row.time();
    Instant recordedAt = row.time();
    String cause = row.text();
    SubscriptionState state = SubscriptionState.of(row.text());
    PlanId plan = new PlanId(row.text());
    Instant taken = row.time();
    Agreement agreed =
        new Agreement(row.time(), row.integer(), row.timeOrNull(), row.integer());
    CycleAnchor anchor =
        new CycleAnchor(row.day(), row.integer(), CycleLength.of(row.text()));
    Cycle cycle = new Cycle(row.day(), row.day());
    Instant billedFrom = row.time();
    @Nullable PlanId nextPlan = row.optional(PlanId::new);
    @Nullable CycleLength nextLength = row.optional(CycleLength::of);
    @Nullable Instant nextAt = row.timeOrNull();
    @Nullable PlanChange next =
        nextPlan == null || nextLength == null || nextAt == null
            ? null
            : new PlanChange(nextPlan, nextLength, nextAt);
    @Nullable Instant cancelsAt = row.timeOrNull();
    Payments payments = new Payments(row.number(), row.timeOrNull(), row.time());
    return new SubscriptionChange(
        new Subscription(
            id, tenant, user, agreed, state, plan, taken, anchor, cycle, billedFrom, next, cancelsAt,
            payments, version, at),
        event,
        at,
        recordedAt,
        cause);
  }
}
