package dev.quintet.adapters.in.rest.users;

import dev.quintet.adapters.in.rest.kit.Bodies;
import dev.quintet.adapters.in.rest.kit.JsonBody;
import dev.quintet.adapters.in.rest.kit.Operation;
import dev.quintet.adapters.in.rest.kit.Query;
import dev.quintet.adapters.in.rest.kit.ShortReads;
import dev.quintet.adapters.in.rest.users.RecordBodies.NotificationBody;
import dev.quintet.adapters.in.rest.users.RecordBodies.Notifications;
import dev.quintet.adapters.in.rest.users.RecordBodies.PreferenceBody;
import dev.quintet.adapters.in.rest.users.RecordBodies.Preferences;
import dev.quintet.adapters.in.rest.users.RecordBodies.RiskBody;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.users.UserRecords;
import dev.quintet.domain.shared.JsonText;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.AccountId;
import dev.quintet.domain.users.Notification;
import dev.quintet.domain.users.Preference;
import dev.quintet.domain.users.RiskSnapshot;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.concurrent.CompletableFuture;

/** What services keep of a user: preferences, notifications, risk snapshots. */
@Controller("/api/v1/users/{user}")
final class RecordController {

  private final UserRecords records;
  private final Bodies bodies;
  private final ShortReads reads;

  RecordController(UserRecords records, Bodies bodies, ShortReads reads) {
    this.records = records;
    this.bodies = bodies;
    this.reads = reads;
  }

  @Put("/preferences/{key}")
  @Consumes(MediaType.APPLICATION_JSON)
  @ExecuteOn(TaskExecutors.BLOCKING)
  @Operation(
      value = "Sets a preference, if it has the version of if-match; the same again changes nothing",
      headers = "if-match",
      body = "value",
      answers = "200 The preference",
      answerHeaders = "etag")
  HttpResponse<PreferenceBody> setPreference(
      Caller caller,
      @PathVariable String user,
      @PathVariable String key,
      HttpRequest<?> request,
      @Body CompletableFuture<byte[]> body) {
    JsonBody wish = bodies.read(request, body);
    Preference set =
        records.set(
            caller.principal(),
            new UserId(user),
            new Preference.Key(key),
            new JsonText(wish.text("value")),
            Query.version(request),
            caller.deadline());
    return HttpResponse.ok(PreferenceBody.of(set)).header("etag", Query.etag(set.version()));
  }

  @Get("/preferences")
  @Operation(
      value = "Preferences of a user by key",
      query = {"page_size", "cursor"},
      answer = Preferences.class,
      answers = "200 A page")
  CompletableFuture<Preferences> listPreferences(
      Caller caller, @PathVariable String user, HttpRequest<?> request) {
    Query query = Query.of(request);
    UserId id = new UserId(user);
    return reads.answer(
        caller,
        () ->
            Preferences.of(
                records.preferences(
                    caller.principal(), id, query.cursor(), query.pageSize(), caller.deadline())));
  }

  @Get("/preferences/{key}")
  @Operation(
      value = "A preference",
      answer = PreferenceBody.class,
      answers = "200 The preference",
      answerHeaders = "etag")
  CompletableFuture<HttpResponse<PreferenceBody>> showPreference(
      Caller caller, @PathVariable String user, @PathVariable String key) {
    UserId id = new UserId(user);
    Preference.Key name = new Preference.Key(key);
    return reads.answer(
        caller,
        () -> {
          Preference found = records.find(caller.principal(), id, name, caller.deadline());
          return HttpResponse.ok(PreferenceBody.of(found))
              .header("etag", Query.etag(found.version()));
        });
  }

  @Delete("/preferences/{key}")
  @ExecuteOn(TaskExecutors.BLOCKING)
  @Operation(value = "Removes a preference; idempotent", answers = "204 It is gone")
  HttpResponse<Void> removePreference(
      Caller caller, @PathVariable String user, @PathVariable String key) {
    records.remove(
        caller.principal(), new UserId(user), new Preference.Key(key), caller.deadline());
    return HttpResponse.noContent();
  }

  @Post("/notifications")
  @Consumes(MediaType.APPLICATION_JSON)
  @ExecuteOn(TaskExecutors.BLOCKING)
  @Operation(
      value = "Logs a notification, queued now, once for its idempotency-key",
      headers = "idempotency-key",
      required = "idempotency-key",
      body = {"channel", "type", "content"},
      answers = "204 It is logged")
  HttpResponse<Void> logNotification(
      Caller caller,
      @PathVariable String user,
      HttpRequest<?> request,
      @Body CompletableFuture<byte[]> body) {
    JsonBody wish = bodies.read(request, body);
    records.log(
        caller.principal(),
        Query.idempotencyKey(request),
        new UserId(user),
        wish.text("channel"),
        wish.text("type"),
        JsonText.of("content", wish.text("content")),
        caller.deadline());
    return HttpResponse.noContent();
  }

  @Put("/notifications/{notification}")
  @Consumes(MediaType.APPLICATION_JSON)
  @ExecuteOn(TaskExecutors.BLOCKING)
  @Operation(
      value = "Records how far a notification has come, or that it was read; it never goes back",
      body = "delivery",
      answers = "200 The notification")
  NotificationBody markNotification(
      Caller caller,
      @PathVariable String user,
      @PathVariable String notification,
      HttpRequest<?> request,
      @Body CompletableFuture<byte[]> body) {
    String delivery = bodies.read(request, body).text("delivery");
    boolean read = delivery.equals("read");
    return NotificationBody.of(
        records.mark(
            caller.principal(),
            new UserId(user),
            notification,
            read ? null : Notification.Delivery.of(delivery),
            read,
            caller.deadline()));
  }

  @Get("/notifications")
  @Operation(
      value = "Notifications of a user, the newest first",
      query = {"unread", "page_size", "cursor"},
      answer = Notifications.class,
      answers = "200 A page")
  CompletableFuture<Notifications> listNotifications(
      Caller caller, @PathVariable String user, HttpRequest<?> request) {
    Query query = Query.of(request);
    UserId id = new UserId(user);
    boolean unread = query.find("unread").map(RecordController::flag).orElse(false);
    return reads.answer(
        caller,
        () ->
            Notifications.of(
                records.notifications(
                    caller.principal(),
                    id,
                    unread,
                    query.cursor(),
                    query.pageSize(),
                    caller.deadline())));
  }

  private static boolean flag(String word) {
    return switch (word) {
      case "true" -> true;
      case "false" -> false;
      default -> throw ProblemException.invalid("unread", "must be true or false");
    };
  }

  @Post("/risk")
  @Consumes(MediaType.APPLICATION_JSON)
  @ExecuteOn(TaskExecutors.BLOCKING)
  @Operation(
      value = "Adds a snapshot of risk management, once for its idempotency-key",
      headers = "idempotency-key",
      required = "idempotency-key",
      body = {"content", "at"},
      optional = "account_id",
      answers = "204 It is kept")
  HttpResponse<Void> addRisk(
      Caller caller,
      @PathVariable String user,
      HttpRequest<?> request,
      @Body CompletableFuture<byte[]> body) {
    JsonBody wish = bodies.read(request, body);
    records.add(
        caller.principal(),
        new RiskSnapshot(
            Query.idempotencyKey(request),
            new UserId(user),
            wish.find("account_id").map(AccountId::new).orElse(null),
            JsonText.of("content", wish.text("content")),
            Query.instant("at", wish.text("at"))),
        caller.deadline());
    return HttpResponse.noContent();
  }

  @Get("/risk")
  @Operation(
      value = "The latest snapshot of a user, or of one of its accounts",
      query = "account",
      answer = RiskBody.class,
      answers = "200 The snapshot")
  CompletableFuture<RiskBody> showRisk(
      Caller caller, @PathVariable String user, HttpRequest<?> request) {
    Query query = Query.of(request);
    UserId id = new UserId(user);
    return reads.answer(
        caller,
        () ->
            RiskBody.of(
                records.latest(
                    caller.principal(),
                    id,
                    query.find("account").map(AccountId::new).orElse(null),
                    caller.deadline())));
  }
}
