package dev.quintet.adapters.out.memory;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.Notification;
import dev.quintet.domain.users.NotificationLog;
import dev.quintet.domain.writes.Write;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Notifications in a map for each tenant. */
public final class MemoryNotificationLog implements NotificationLog {

  private static final Comparator<Notification> OLDEST_FIRST =
      Comparator.comparing(Notification::createdAt).thenComparing(Notification::id);

  private final MemoryUserStore users;
  private final MemoryOnce once;
  private final Map<TenantId, Map<String, Notification>> all = new HashMap<>();

  public MemoryNotificationLog(MemoryUserStore users, MemoryOnce once) {
    this.users = users;
    this.once = once;
    users.whenDeleted(this::forget);
  }

  private synchronized void forget(MemoryUserStore.Owner owner) {
    of(owner.tenant()).values().removeIf(it -> it.user().equals(owner.user()));
  }

  private Map<String, Notification> of(TenantId tenant) {
    return all.computeIfAbsent(tenant, id -> new HashMap<>());
  }

  @Override
  public void append(
      TenantId tenant, Notification notification, Write write, Deadline deadline) {
    once.together(write, () -> append(tenant, notification), deadline);
  }

  private synchronized void append(TenantId tenant, Notification notification) {
    users.requireActive(tenant, notification.user());
    if (of(tenant).putIfAbsent(notification.id(), notification) != null) {
      throw new ProblemException(new Problem.AlreadyExists("notification", notification.id()));
    }
  }

  @Override
  public synchronized Notification mark(
      TenantId tenant,
      UserId user,
      String id,
      Notification.@Nullable Delivery delivery,
      @Nullable Instant readAt,
      Instant at,
      Deadline deadline) {
    MemoryFailures.check(deadline);
    Notification marked =
        of(tenant)
            .computeIfPresent(
                id,
                (same, it) -> it.user().equals(user) ? it.marked(delivery, at, readAt) : it);
    if (marked == null || !marked.user().equals(user)) {
      throw new ProblemException(new Problem.NotFound("notification", id));
    }
    return marked;
  }

  @Override
  public synchronized Page<Notification> list(
      TenantId tenant,
      UserId user,
      boolean unread,
      @Nullable Cursor after,
      int limit,
      Deadline deadline) {
    MemoryFailures.check(deadline);
    Listing listing = NotificationLog.listing(tenant, user, unread);
    Notification.Position last = Notification.Position.of(listing, after);
    List<Notification> found =
        of(tenant).values().stream()
            .filter(it -> it.user().equals(user) && !(unread && it.readAt() != null))
            .filter(it -> isBehind(it, last))
            .sorted(OLDEST_FIRST.reversed())
            .limit(limit + 1L)
            .toList();
    return listing.page(found, limit, it -> Notification.Position.of(it).parts());
  }

  private static boolean isBehind(Notification notification, Notification.Position last) {
    Instant createdAt = last.createdAt();
    if (createdAt == null) {
      return true;
    }
    int order = notification.createdAt().compareTo(createdAt);
    return order < 0 || (order == 0 && notification.id().compareTo(last.id()) < 0);
  }
}
