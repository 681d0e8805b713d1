package dev.quintet.application.users;

import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.JsonText;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Sha256;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.AccountId;
import dev.quintet.domain.users.Notification;
import dev.quintet.domain.users.NotificationLog;
import dev.quintet.domain.users.Preference;
import dev.quintet.domain.users.PreferenceStore;
import dev.quintet.domain.users.RiskLog;
import dev.quintet.domain.users.RiskSnapshot;
import dev.quintet.domain.writes.Write;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * What services keep of a user: preferences of user management, notifications of the hub that sends them,
 * snapshots of risk management.
 *
 * <p>Every method throws what {@link Access#tenant} does, and NotFound for another user than the call acts
 * for.
 */
public final class UserRecords {

  private final Access access;
  private final PreferenceStore preferences;
  private final NotificationLog notifications;
  private final RiskLog risk;
  private final Clock clock;

  public UserRecords(
      Access access,
      PreferenceStore preferences,
      NotificationLog notifications,
      RiskLog risk,
      Clock clock) {
    this.access = access;
    this.preferences = preferences;
    this.notifications = notifications;
    this.risk = risk;
    this.clock = clock;
  }

  private TenantId tenant(
      Principal principal, Permission permission, UserId user, Deadline deadline) {
    TenantId tenant = access.tenant(principal, permission, deadline).id();
    UserId unused = Access.owner(principal, user);
    return tenant;
  }

  /**
   * Sets a preference. The same again changes nothing.
   *
   * @param version that it has; 0: whichever, or none
   * @throws ProblemException NotFound when the user is not active; Stale; LimitExceeded
   */
  public Preference set(
      Principal principal,
      UserId user,
      Preference.Key key,
      JsonText value,
      long version,
      Deadline deadline) {
    TenantId tenant = tenant(principal, Permission.PREFERENCES_WRITE, user, deadline);
    return preferences.put(tenant, user, key, value, version, clock.instant(), deadline);
  }

  /** Idempotent. */
  public void remove(Principal principal, UserId user, Preference.Key key, Deadline deadline) {
    TenantId tenant = tenant(principal, Permission.PREFERENCES_WRITE, user, deadline);
    preferences.remove(tenant, user, key, deadline);
  }

  /**
   * Shows a preference.
   *
   * @throws ProblemException NotFound
   */
  public Preference find(
      Principal principal, UserId user, Preference.Key key, Deadline deadline) {
    TenantId tenant = tenant(principal, Permission.PREFERENCES_READ, user, deadline);
    return preferences
        .find(tenant, user, key, deadline)
        .orElseThrow(() -> new ProblemException(new Problem.NotFound("preference", key.value())));
  }

  /**
   * Preferences by key.
   *
   * @param limit 1 to {@value Page#MAX_SIZE}
   */
  public Page<Preference> preferences(
      Principal principal, UserId user, @Nullable Cursor after, int limit, Deadline deadline) {
    TenantId tenant = tenant(principal, Permission.PREFERENCES_READ, user, deadline);
    Page.checkSize(limit);
    return preferences.list(tenant, user, after, limit, deadline);
  }

  /**
   * Logs a notification, which is queued now. Idempotent by its id.
   *
   * @throws ProblemException NotFound when the user is not active; AlreadyExists; Conflict
   */
  public void log(
      Principal principal,
      String id,
      UserId user,
      String channel,
      String type,
      JsonText content,
      Deadline deadline) {
    TenantId tenant = tenant(principal, Permission.NOTIFICATIONS_WRITE, user, deadline);
    Notification notification =
        Notification.fresh(id, user, channel, type, content, clock.instant());
    notifications.append(
        tenant,
        notification,
        write(principal, user, "notification", id, channel + "\n" + type + "\n" + content),
        deadline);
  }

  private Write write(
      Principal principal, UserId user, String kind, String id, String content) {
    return new Write(
        new Subject(principal.tenant(), principal.service(), user),
        kind,
        id,
        Sha256.hex(user + "\n" + content),
        clock.instant(),
        "1",
        null);
  }

  /**
   * Records how far a notification has come, or that it was read now. Idempotent: it never goes back.
   *
   * @param delivery null: nothing new
   * @throws ProblemException NotFound
   */
  public Notification mark(
      Principal principal,
      UserId user,
      String id,
      Notification.@Nullable Delivery delivery,
      boolean read,
      Deadline deadline) {
    TenantId tenant = tenant(principal, Permission.NOTIFICATIONS_WRITE, user, deadline);
    return notifications.mark(
        tenant, user, id, delivery, read ? clock.instant() : null, clock.instant(), deadline);
  }

  /**
   * Notifications, the newest first.
   *
   * @param limit 1 to {@value Page#MAX_SIZE}
   */
  public Page<Notification> notifications(
      Principal principal,
      UserId user,
      boolean unread,
      @Nullable Cursor after,
      int limit,
      Deadline deadline) {
    TenantId tenant = tenant(principal, Permission.NOTIFICATIONS_READ, user, deadline);
    Page.checkSize(limit);
    return notifications.list(tenant, user, unread, after, limit, deadline);
  }

  /**
   * Adds a risk snapshot. Idempotent by its id.
   *
   * @throws ProblemException NotFound when the user is not active or the account is another's; AlreadyExists;
   *     Conflict
   */
  public void add(Principal principal, RiskSnapshot snapshot, Deadline deadline) {
    TenantId tenant = tenant(principal, Permission.RISK_WRITE, snapshot.user(), deadline);
    risk.append(
        tenant,
        snapshot,
        write(
            principal,
            snapshot.user(),
            "risk_snapshot",
            snapshot.id(),
            snapshot.account() + "\n" + snapshot.takenAt() + "\n" + snapshot.content()),
        deadline);
  }

  /**
   * The latest snapshot of a user, or of one of its accounts.
   *
   * @throws ProblemException NotFound when there is none
   */
  public RiskSnapshot latest(
      Principal principal, UserId user, @Nullable AccountId account, Deadline deadline) {
    TenantId tenant = tenant(principal, Permission.RISK_READ, user, deadline);
    return risk.latest(tenant, user, account, deadline)
        .orElseThrow(
            () -> new ProblemException(new Problem.NotFound("risk snapshot of", user.value())));
  }
}
