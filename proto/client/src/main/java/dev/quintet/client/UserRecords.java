package dev.quintet.client;

import dev.quintet.users.v1.LatestRiskSnapshotRequest;
import dev.quintet.users.v1.ListNotificationsRequest;
import dev.quintet.users.v1.ListPreferencesRequest;
import dev.quintet.users.v1.LogNotificationRequest;
import dev.quintet.users.v1.MarkNotificationRequest;
import dev.quintet.users.v1.RemovePreferenceRequest;
import dev.quintet.users.v1.SetPreferenceRequest;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What services keep of users: preferences, notifications, risk. Everything may be repeated without harm,
 * and is, like the calls of {@link QuintetClient}. JSON is kept as it is sent: at most 16,384 bytes and 32
 * levels.
 */
public final class UserRecords {

  private final Connection connection;

  UserRecords(Connection connection) {
    this.connection = connection;
  }

  /**
   * Something that a user prefers.
   *
   * @param value JSON
   * @param version 1 when it was set first, one more with each change
   */
  public record Preference(String key, String value, long version, Instant updatedAt) {

    private static Preference of(dev.quintet.users.v1.Preference it) {
      return new Preference(
          it.getKey(), it.getValue(), it.getVersion(), Times.ofMicros(it.getUpdatedAtMicros()));
    }
  }

  /**
   * What was said to a user.
   *
   * @param content JSON
   * @param delivery queued, sent, failed or delivered
   * @param read when; null: not read
   */
  public record Notification(
      String id,
      String user,
      String channel,
      String type,
      String content,
      String delivery,
      @Nullable Instant read,
      Instant createdAt) {

    public Optional<Instant> readAt() {
      return Optional.ofNullable(read);
    }

    private static Notification of(dev.quintet.users.v1.Notification it) {
      return new Notification(
          it.getNotificationId(),
          it.getUserId(),
          it.getChannel(),
          it.getType(),
          it.getContent(),
          it.getDelivery(),
          it.getReadAtMicros() == 0 ? null : Times.ofMicros(it.getReadAtMicros()),
          Times.ofMicros(it.getCreatedAtMicros()));
    }
  }

  /**
   * What the risk of a user was, as the risk service says.
   *
   * @param account null: of the user as a whole
   * @param content JSON
   */
  public record RiskSnapshot(
      String id, String user, @Nullable String account, String content, Instant takenAt) {}

  /**
   * Sets a preference.
   *
   * @param version that it has; 0: whichever, or none
   */
  public Preference setPreference(String user, String key, String value, long version) {
    SetPreferenceRequest request =
        SetPreferenceRequest.newBuilder()
            .setUserId(user)
            .setKey(key)
            .setValue(value)
            .setVersion(version)
            .build();
    return Preference.of(connection.call(() -> connection.users().setPreference(request)));
  }

  /** The preferences of a user by key; fetched page by page. */
  public Iterable<Preference> preferences(String user) {
    return Paged.all(
        cursor -> {
          ListPreferencesRequest request =
              ListPreferencesRequest.newBuilder().setUserId(user).setCursor(cursor).build();
          var page = connection.call(() -> connection.users().listPreferences(request));
          return new Paged<>(
              page.getPreferencesList().stream().map(Preference::of).toList(),
              page.getNextCursor());
        });
  }

  public void removePreference(String user, String key) {
    RemovePreferenceRequest request =
        RemovePreferenceRequest.newBuilder().setUserId(user).setKey(key).build();
    connection.call(() -> connection.users().removePreference(request));
  }

  /**
   * Records that something is to be said to a user, once for its id.
   *
   * @param channel as email
   * @param type as margin_call
   */
  public void logNotification(
      String id, String user, String channel, String type, String content) {
    LogNotificationRequest request =
        LogNotificationRequest.newBuilder()
            .setNotificationId(id)
            .setUserId(user)
            .setChannel(channel)
            .setType(type)
            .setContent(content)
            .build();
    connection.call(() -> connection.users().logNotification(request));
  }

  /**
   * Records what became of a notification.
   *
   * @param delivery sent, failed or delivered; null: nothing new
   */
  public Notification markNotification(
      String id, String user, @Nullable String delivery, boolean read) {
    MarkNotificationRequest request =
        MarkNotificationRequest.newBuilder()
            .setNotificationId(id)
            .setUserId(user)
            .setDelivery(delivery == null ? "" : delivery)
            .setRead(read)
            .build();
    return Notification.of(connection.call(() -> connection.users().markNotification(request)));
  }

  /** The notifications of a user, the newest first; fetched page by page. */
  public Iterable<Notification> notifications(String user, boolean unread) {
    return Paged.all(
        cursor -> {
          ListNotificationsRequest request =
              ListNotificationsRequest.newBuilder()
                  .setUserId(user)
                  .setUnread(unread)
                  .setCursor(cursor)
                  .build();
          var page = connection.call(() -> connection.users().listNotifications(request));
          return new Paged<>(
              page.getNotificationsList().stream().map(Notification::of).toList(),
              page.getNextCursor());
        });
  }

  /** Adds a snapshot, once for its id. */
  public void addRiskSnapshot(RiskSnapshot snapshot) {
    dev.quintet.users.v1.RiskSnapshot request =
        dev.quintet.users.v1.RiskSnapshot.newBuilder()
            .setSnapshotId(snapshot.id)
            .setUserId(snapshot.user)
            .setAccountId(snapshot.account == null ? "" : snapshot.account)
            .setContent(snapshot.content)
            .setTakenAtMicros(Times.micros("taken_at", snapshot.takenAt))
            .build();
    connection.call(() -> connection.users().addRiskSnapshot(request));
  }

  /**
   * The newest snapshot; {@code NOT_FOUND} when there is none.
   *
   * @param account null: of the user as a whole
   */
  public RiskSnapshot latestRiskSnapshot(String user, @Nullable String account) {
    LatestRiskSnapshotRequest request =
        LatestRiskSnapshotRequest.newBuilder()
            .setUserId(user)
            .setAccountId(account == null ? "" : account)
            .build();
    var found = connection.call(() -> connection.users().latestRiskSnapshot(request));
    return new RiskSnapshot(
        found.getSnapshotId(),
        found.getUserId(),
        found.getAccountId().isEmpty() ? null : found.getAccountId(),
        found.getContent(),
        Times.ofMicros(found.getTakenAtMicros()));
  }
}
