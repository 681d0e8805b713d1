package dev.quintet.adapters.out.postgresql.subscriptions;

import dev.quintet.adapters.out.postgresql.kernel.Columns;
import dev.quintet.adapters.out.postgresql.kernel.Parameters;
import dev.quintet.adapters.out.postgresql.kernel.PostgresTransaction;
import dev.quintet.domain.subscriptions.PaymentEvent;
import dev.quintet.domain.subscriptions.Subscription;
import dev.quintet.domain.subscriptions.SubscriptionId;
import dev.quintet.domain.subscriptions.SubscriptionStore;
import dev.quintet.domain.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** What the payment provider said, in {@code payment_events}. */
final class PaymentRow {

  private static final String ADD =
      """
      INSERT INTO quintet.payment_events (tenant_id, subscription_id, version, user_id, event_id, failed,
        at, amount, currency)
      VALUES (?, ?, ?, ?, ?, ?::boolean, ?, ?, ?)
      ON CONFLICT DO NOTHING""";

  private static final String NEWEST =
      """
      SELECT tenant_id, subscription_id, version, event_id, failed, at, amount, currency
      FROM quintet.payment_events
      WHERE tenant_id = ? AND subscription_id = ?
      ORDER BY version DESC LIMIT ?""";

  private PaymentRow() {}

  /** Adds an event unless its version is there, and gives the newest ones. */
  static List<PaymentEvent> known(
      PostgresTransaction transaction, Subscription subscription, PaymentEvent event)
      throws SQLException {
    transaction.update(
        ADD,
        (statement, first) ->
            new Parameters(statement, first)
                .text(event.tenant())
                .text(event.subscription())
                .number(event.version())
                .text(subscription.user())
                .text(event.id())
                .text(event.failed())
                .time(event.at())
                .money(event.money()));
    return transaction.list(
        NEWEST,
        (statement, first) ->
            new Parameters(statement, first)
                .text(event.tenant())
                .text(event.subscription())
                .number(SubscriptionStore.KNOWN_EVENTS),
        PaymentRow::event);
  }

  private static PaymentEvent event(ResultSet rows) throws SQLException {
    Columns row = new Columns(rows);
    TenantId tenant = new TenantId(row.text());
    SubscriptionId subscription = new SubscriptionId(row.text());
    long version = row.number();
    String id = row.text();
    boolean failed = row.text().equals("t");
    Instant at = row.time();
    return new PaymentEvent(id, tenant, subscription, version, failed, at, row.money());
  }
}
