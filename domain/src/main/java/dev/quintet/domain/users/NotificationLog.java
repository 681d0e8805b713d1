package dev.quintet.domain.users;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.writes.Write;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Messages to users, and what became of it; durable on return. */
public interface NotificationLog {

  /** Of {@link #list}. */
  static Listing listing(TenantId tenant, UserId user, boolean unread) {
    return Listing.of("notifications", tenant, user, unread);
  }

  /**
   * Adds a notification, once for the write.
   *
   * @throws dev.quintet.domain.shared.ProblemException NotFound when its user is not active; AlreadyExists
   *     when the id is another's; Conflict
   */
  void append(TenantId tenant, Notification notification, Write write, Deadline deadline);

  /**
   * Records what became of a notification, as {@link Notification#marked}. Idempotent.
   *
   * @return as it is stored
   * @throws dev.quintet.domain.shared.ProblemException NotFound
   */
  Notification mark(
      TenantId tenant,
      UserId user,
      String id,
      Notification.@Nullable Delivery delivery,
      @Nullable Instant readAt,
      Instant at,
      Deadline deadline);

  /**
   * Notifications of a user, the newest first.
   *
   * @param unread only those that were not read
   */
  Page<Notification> list(
      TenantId tenant,
      UserId user,
      boolean unread,
      @Nullable Cursor after,
      int limit,
      Deadline deadline);
}
