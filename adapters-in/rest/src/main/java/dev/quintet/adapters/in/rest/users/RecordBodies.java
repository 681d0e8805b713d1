package dev.quintet.adapters.in.rest.users;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.users.Notification;
import dev.quintet.domain.users.Preference;
import dev.quintet.domain.users.RiskSnapshot;
import dev.quintet.domain.users.Session;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What services keep of a user, and its sessions, as they are shown; JSON as it was sent, in text. */
final class RecordBodies {

  private RecordBodies() {}

  private static @Nullable String next(Page<?> page) {
    return page.next().map(Cursor::value).orElse(null);
  }

  /**
   * A preference.
   *
   * @param value JSON
   * @param version also the answer's tag
   */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record PreferenceBody(String key, String value, long version, String updatedAt) {

    static PreferenceBody of(Preference preference) {
      return new PreferenceBody(
          preference.key().value(),
          preference.value().value(),
          preference.version(),
          preference.updatedAt().toString());
    }
  }

  /** Preferences by key. */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Preferences(
      @JsonInclude(JsonInclude.Include.ALWAYS) List<PreferenceBody> preferences,
      @Nullable String nextCursor) {

    static Preferences of(Page<Preference> page) {
      return new Preferences(page.items().stream().map(PreferenceBody::of).toList(), next(page));
    }
  }

  /**
   * A notification.
   *
   * @param content JSON
   * @param readAt not there: not read
   */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record NotificationBody(
      String notificationId,
      String userId,
      String channel,
      String type,
      String content,
      String delivery,
      String deliveryAt,
      @Nullable String readAt,
      String createdAt) {

    static NotificationBody of(Notification it) {
      Instant readAt = it.readAt();
      return new NotificationBody(
          it.id(),
          it.user().value(),
          it.channel(),
          it.type(),
          it.content().value(),
          Words.of(it.delivery()),
          it.deliveryAt().toString(),
          readAt == null ? null : readAt.toString(),
          it.createdAt().toString());
    }
  }

  /** Notifications, the newest first. */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Notifications(
      @JsonInclude(JsonInclude.Include.ALWAYS) List<NotificationBody> notifications,
      @Nullable String nextCursor) {

    static Notifications of(Page<Notification> page) {
      return new Notifications(
          page.items().stream().map(NotificationBody::of).toList(), next(page));
    }
  }

  /**
   * A risk snapshot.
   *
   * @param accountId not there: of the user as a whole
   * @param content JSON
   */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record RiskBody(
      String snapshotId,
      String userId,
      @Nullable String accountId,
      String content,
      String takenAt) {

    static RiskBody of(RiskSnapshot snapshot) {
      return new RiskBody(
          snapshot.id(),
          snapshot.user().value(),
          snapshot.account() == null ? null : snapshot.account().value(),
          snapshot.content().value(),
          snapshot.takenAt().toString());
    }
  }

  /**
   * A session.
   *
   * @param token what opens it; only in the answer that made it
   */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record SessionBody(
      String sessionId,
      String userId,
      @JsonInclude(JsonInclude.Include.ALWAYS) String label,
      String openedAt,
      String expiresAt,
      @Nullable String token) {

    static SessionBody of(Session session, Session.@Nullable Token token) {
      return new SessionBody(
          session.id().value(),
          session.user().value(),
          session.label(),
          session.openedAt().toString(),
          session.expiresAt().toString(),
          token == null ? null : token.value());
    }

    /** Without the token. */
    @Override
    public String toString() {
      return "SessionBody[" + sessionId + "]";
    }
  }

  /** The valid sessions of a user. */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record SessionsOfUser(@JsonInclude(JsonInclude.Include.ALWAYS) List<SessionBody> sessions) {}
}
