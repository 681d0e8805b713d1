package dev.quintet.adapters.in.grpc.users;

import dev.quintet.adapters.in.grpc.kit.Paging;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.users.Sessions;
import dev.quintet.application.users.UserRecords;
import dev.quintet.domain.shared.JsonText;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.AccountId;
import dev.quintet.users.v1.AddRiskSnapshotResponse;
import dev.quintet.users.v1.CheckSessionRequest;
import dev.quintet.users.v1.EndSessionsRequest;
import dev.quintet.users.v1.EndSessionsResponse;
import dev.quintet.users.v1.LatestRiskSnapshotRequest;
import dev.quintet.users.v1.ListNotificationsRequest;
import dev.quintet.users.v1.ListNotificationsResponse;
import dev.quintet.users.v1.ListPreferencesRequest;
import dev.quintet.users.v1.ListPreferencesResponse;
import dev.quintet.users.v1.ListSessionsResponse;
import dev.quintet.users.v1.LogNotificationRequest;
import dev.quintet.users.v1.LogNotificationResponse;
import dev.quintet.users.v1.MarkNotificationRequest;
import dev.quintet.users.v1.Notification;
import dev.quintet.users.v1.OpenSessionRequest;
import dev.quintet.users.v1.OpenSessionResponse;
import dev.quintet.users.v1.Preference;
import dev.quintet.users.v1.RemovePreferenceRequest;
import dev.quintet.users.v1.RemovePreferenceResponse;
import dev.quintet.users.v1.RiskSnapshot;
import dev.quintet.users.v1.Session;
import dev.quintet.users.v1.SetPreferenceRequest;
import dev.quintet.users.v1.UserRequest;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The methods of {@code UserService} about what services keep of a user, and about its sessions. */
@Singleton
final class RecordMethods {

  private final UserRecords records;
  private final Sessions sessions;

  RecordMethods(UserRecords records, Sessions sessions) {
    this.records = records;
    this.sessions = sessions;
  }

  Preference setPreference(SetPreferenceRequest request, Caller caller) {
    return preference(
        records.set(
            caller.principal(),
            new UserId(request.getUserId()),
            new dev.quintet.domain.users.Preference.Key(request.getKey()),
            new JsonText(request.getValue()),
            request.getVersion(),
            caller.deadline()));
  }

  private static Preference preference(dev.quintet.domain.users.Preference preference) {
    return Preference.newBuilder()
        .setKey(preference.key().value())
        .setValue(preference.value().value())
        .setVersion(preference.version())
        .setUpdatedAtMicros(UserMessages.micros(preference.updatedAt()))
        .build();
  }

  ListPreferencesResponse listPreferences(ListPreferencesRequest request, Caller caller) {
    Page<dev.quintet.domain.users.Preference> page =
        records.preferences(
            caller.principal(),
            new UserId(request.getUserId()),
            Paging.cursor(request.getCursor()),
            Paging.limit(request.getPageSize()),
            caller.deadline());
    ListPreferencesResponse.Builder answer = ListPreferencesResponse.newBuilder();
    page.items().forEach(preference -> answer.addPreferences(preference(preference)));
    return answer.setNextCursor(UserMessages.cursor(page)).build();
  }

  RemovePreferenceResponse removePreference(RemovePreferenceRequest request, Caller caller) {
    records.remove(
        caller.principal(),
        new UserId(request.getUserId()),
        new dev.quintet.domain.users.Preference.Key(request.getKey()),
        caller.deadline());
    return RemovePreferenceResponse.getDefaultInstance();
  }

  LogNotificationResponse logNotification(LogNotificationRequest request, Caller caller) {
    records.log(
        caller.principal(),
        request.getNotificationId(),
        new UserId(request.getUserId()),
        request.getChannel(),
        request.getType(),
        JsonText.of("content", request.getContent()),
        caller.deadline());
    return LogNotificationResponse.getDefaultInstance();
  }

  Notification markNotification(MarkNotificationRequest request, Caller caller) {
    return notification(
        records.mark(
            caller.principal(),
            new UserId(request.getUserId()),
            request.getNotificationId(),
            request.getDelivery().isEmpty()
                ? null
                : dev.quintet.domain.users.Notification.Delivery.of(request.getDelivery()),
            request.getRead(),
            caller.deadline()));
  }

  private static Notification notification(dev.quintet.domain.users.Notification it) {
    return Notification.newBuilder()
        .setNotificationId(it.id())
        .setUserId(it.user().value())
        .setChannel(it.channel())
        .setType(it.type())
        .setContent(it.content().value())
        .setDelivery(Words.of(it.delivery()))
        .setDeliveryAtMicros(UserMessages.micros(it.deliveryAt()))
        .setReadAtMicros(readAt(it.readAt()))
        .setCreatedAtMicros(UserMessages.micros(it.createdAt()))
        .build();
  }

  private static long readAt(@Nullable Instant at) {
    return at == null ? 0 : UserMessages.micros(at);
  }

  ListNotificationsResponse listNotifications(ListNotificationsRequest request, Caller caller) {
    Page<dev.quintet.domain.users.Notification> page =
        records.notifications(
            caller.principal(),
            new UserId(request.getUserId()),
            request.getUnread(),
            Paging.cursor(request.getCursor()),
            Paging.limit(request.getPageSize()),
            caller.deadline());
    ListNotificationsResponse.Builder answer = ListNotificationsResponse.newBuilder();
    page.items().forEach(it -> answer.addNotifications(notification(it)));
    return answer.setNextCursor(UserMessages.cursor(page)).build();
  }

  private static @Nullable AccountId account(String text) {
    return text.isEmpty() ? null : new AccountId(text);
  }

  AddRiskSnapshotResponse addRiskSnapshot(RiskSnapshot request, Caller caller) {
    records.add(
        caller.principal(),
        new dev.quintet.domain.users.RiskSnapshot(
            request.getSnapshotId(),
            new UserId(request.getUserId()),
            account(request.getAccountId()),
            JsonText.of("content", request.getContent()),
            UserMessages.instant("taken_at_micros", request.getTakenAtMicros())),
        caller.deadline());
    return AddRiskSnapshotResponse.getDefaultInstance();
  }

  RiskSnapshot latestRiskSnapshot(LatestRiskSnapshotRequest request, Caller caller) {
    dev.quintet.domain.users.RiskSnapshot latest =
        records.latest(
            caller.principal(),
            new UserId(request.getUserId()),
            account(request.getAccountId()),
            caller.deadline());
    return RiskSnapshot.newBuilder()
        .setSnapshotId(latest.id())
        .setUserId(latest.user().value())
        .setAccountId(latest.account() == null ? "" : latest.account().value())
        .setContent(latest.content().value())
        .setTakenAtMicros(UserMessages.micros(latest.takenAt()))
        .build();
  }

  OpenSessionResponse openSession(OpenSessionRequest request, Caller caller) {
    Sessions.Opened opened =
        sessions.open(
            caller.principal(),
            new UserId(request.getUserId()),
            request.getLabel(),
            caller.deadline());
    return OpenSessionResponse.newBuilder()
        .setSession(session(opened.session()))
        .setToken(opened.token().value())
        .build();
  }

  private static Session session(dev.quintet.domain.users.Session session) {
    return Session.newBuilder()
        .setSessionId(session.id().value())
        .setUserId(session.user().value())
        .setLabel(session.label())
        .setOpenedAtMicros(UserMessages.micros(session.openedAt()))
        .setExpiresAtMicros(UserMessages.micros(session.expiresAt()))
        .build();
  }

  void checkRemembered(
      CheckSessionRequest request, Caller caller, Consumer<Optional<Session>> answer) {
    if (request.getSliding()) {
      answer.accept(Optional.empty());
      return;
    }
    sessions.checkRemembered(
        caller.principal(),
        new dev.quintet.domain.users.Session.Token(request.getToken()),
        found -> answer.accept(found.map(RecordMethods::session)));
  }

  Session checkSession(CheckSessionRequest request, Caller caller) {
    return session(
        sessions.check(
            caller.principal(),
            new dev.quintet.domain.users.Session.Token(request.getToken()),
            request.getSliding(),
            caller.deadline()));
  }

  ListSessionsResponse listSessions(UserRequest request, Caller caller) {
    ListSessionsResponse.Builder answer = ListSessionsResponse.newBuilder();
    sessions
        .list(caller.principal(), new UserId(request.getUserId()), caller.deadline())
        .forEach(session -> answer.addSessions(session(session)));
    return answer.build();
  }

  EndSessionsResponse endSessions(EndSessionsRequest request, Caller caller) {
    UserId user = new UserId(request.getUserId());
    if (request.getSessionId().isEmpty()) {
      sessions.endAll(caller.principal(), user, caller.deadline());
    } else {
      sessions.end(
          caller.principal(),
          user,
          new dev.quintet.domain.users.Session.Id(request.getSessionId()),
          caller.deadline());
    }
    return EndSessionsResponse.getDefaultInstance();
  }
}
