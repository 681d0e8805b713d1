package dev.quintet.adapters.out.postgresql.users;

import dev.quintet.adapters.out.postgresql.kernel.Columns;
import dev.quintet.adapters.out.postgresql.kernel.Parameters;
import dev.quintet.adapters.out.postgresql.kernel.PostgresPool;
import dev.quintet.adapters.out.postgresql.kernel.PostgresTransaction;
import dev.quintet.adapters.out.postgresql.kernel.Scope;
import dev.quintet.adapters.out.postgresql.kernel.TenantSchemas;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.JsonText;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.Notification;
import dev.quintet.domain.users.NotificationLog;
import dev.quintet.domain.writes.Write;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notifications in {@code notifications} of the tenant's schema. */
@Singleton
final class PostgresNotificationLog implements NotificationLog {

  private static final String APPEND =
      """
      WITH owner AS (
        SELECT user_id FROM ${schema}.users WHERE user_id = ? AND state = 'active' FOR SHARE)
      INSERT INTO ${schema}.notifications
        (notification_id, user_id, channel, type, content, delivery, delivery_at, created_at)
      SELECT ?, user_id, ?, ?, ?, ?, ?, ? FROM owner
      ON CONFLICT (notification_id) DO NOTHING""";

  private static final String TAKEN =
      "SELECT FROM ${schema}.users WHERE user_id = ? AND state = 'active'";

  private static final String SELECT =
      """
      SELECT notification_id, user_id, channel, type, content, delivery, delivery_at, read_at,
             created_at
      FROM ${schema}.notifications
      WHERE user_id = ?""";

  private static final String MARK =
      """
      UPDATE ${schema}.notifications SET delivery = ?, delivery_at = ?, read_at = ?
      WHERE notification_id = ?""";

  private static final String BEHIND =
      """
       AND (NOT ? OR read_at IS NULL)
       AND (created_at, notification_id) < (?::timestamptz, ?)
      ORDER BY created_at DESC, notification_id DESC LIMIT ?""";

  private final PostgresPool pool;

  PostgresNotificationLog(@Named(PostgresPool.SERVICE) PostgresPool pool) {
    this.pool = pool;
  }

  private static Notification notification(ResultSet columns) throws SQLException {
    Columns row = new Columns(columns);
    return new Notification(
        row.text(),
        new UserId(row.text()),
        row.text(),
        row.text(),
        new JsonText(row.text()),
        Notification.Delivery.of(row.text()),
        row.time(),
        row.timeOrNull(),
        row.time());
  }

  @Override
  public void append(
      TenantId tenant, Notification notification, Write write, Deadline deadline) {
    pool.once(
        "log notification",
        write,
        transaction -> {
          int added =
              transaction.update(
                  TenantSchemas.of(tenant, APPEND),
                  (statement, first) ->
                      new Parameters(statement, first)
                          .text(notification.user())
                          .text(notification.id())
                          .text(notification.channel())
                          .text(notification.type())
                          .text(notification.content().value())
                          .text(Words.of(notification.delivery()))
                          .time(notification.deliveryAt())
                          .time(notification.createdAt()));
          if (added == 0) {
            throw refused(transaction, tenant, notification);
          }
          return added;
        },
        deadline);
  }

  private static ProblemException refused(
      PostgresTransaction transaction, TenantId tenant, Notification notification)
      throws SQLException {
    boolean active =
        transaction.query(
            TenantSchemas.of(tenant, TAKEN),
            (statement, first) -> new Parameters(statement, first).text(notification.user()),
            ResultSet::next);
    return new ProblemException(
        active
            ? new Problem.AlreadyExists("notification", notification.id())
            : new Problem.NotFound("active user", notification.user().value()));
  }

  @Override
  public Notification mark(
      TenantId tenant,
      UserId user,
      String id,
      Notification.@Nullable Delivery delivery,
      @Nullable Instant readAt,
      Instant at,
      Deadline deadline) {
    return pool.run(
        "mark notification",
        Scope.of(tenant, user),
        deadline,
        transaction -> {
          Notification found =
              transaction
                  .list(
                      TenantSchemas.of(tenant, SELECT + " AND notification_id = ? FOR UPDATE"),
                      (statement, first) -> new Parameters(statement, first).text(user).text(id),
                      PostgresNotificationLog::notification)
                  .stream()
                  .findFirst()
                  .orElseThrow(
                      () -> new ProblemException(new Problem.NotFound("notification", id)));
          Notification marked = found.marked(delivery, at, readAt);
          if (!marked.equals(found)) {
            transaction.update(
                TenantSchemas.of(tenant, MARK),
                (statement, first) -> {
                  Instant read = marked.readAt();
                  Parameters unused =
                      new Parameters(statement, first)
                          .text(Words.of(marked.delivery()))
                          .time(marked.deliveryAt())
                          .time(read)
                          .text(id);
                });
          }
          return marked;
        });
  }

  @Override
  public Page<Notification> list(
      TenantId tenant,
      UserId user,
      boolean unread,
      @Nullable Cursor after,
      int limit,
      Deadline deadline) {
    Listing listing = NotificationLog.listing(tenant, user, unread);
    Notification.Position last = Notification.Position.of(listing, after);
    String from = last.createdAt() == null ? "infinity" : last.createdAt().toString();
    List<Notification> found =
        pool.read(
            "list notifications",
            Scope.of(tenant, user),
            deadline,
            transaction ->
                transaction.list(
                    TenantSchemas.of(tenant, SELECT + BEHIND),
                    (statement, first) ->
                        new Parameters(statement, first)
                            .text(user)
                            .flag(unread)
                            .text(from)
                            .text(last.id())
                            .number(limit + 1L),
                    PostgresNotificationLog::notification));
    return listing.page(found, limit, it -> Notification.Position.of(it).parts());
  }
}
