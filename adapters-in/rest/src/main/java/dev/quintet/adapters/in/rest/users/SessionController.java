package dev.quintet.adapters.in.rest.users;

import dev.quintet.adapters.in.rest.kit.Bodies;
import dev.quintet.adapters.in.rest.kit.JsonBody;
import dev.quintet.adapters.in.rest.kit.Operation;
import dev.quintet.adapters.in.rest.users.RecordBodies.SessionBody;
import dev.quintet.adapters.in.rest.users.RecordBodies.SessionsOfUser;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.users.Sessions;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.Session;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.concurrent.CompletableFuture;

/** Sessions of users. A token is in bodies only: paths and queries end up in logs. */
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
final class SessionController {

  private final Sessions sessions;
  private final Bodies bodies;

  SessionController(Sessions sessions, Bodies bodies) {
    this.sessions = sessions;
    this.bodies = bodies;
  }

  @Post("/users/{user}/sessions")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      value = "Opens a session for an hour; each call opens one",
      body = "label",
      answers = "201 The session, with its token, shown once")
  HttpResponse<SessionBody> openSession(
      Caller caller,
      @PathVariable String user,
      HttpRequest<?> request,
      @Body CompletableFuture<byte[]> body) {
    JsonBody wish = bodies.read(request, body);
    Sessions.Opened opened =
        sessions.open(
            caller.principal(), new UserId(user), wish.text("label"), caller.deadline());
    return HttpResponse.status(HttpStatus.CREATED)
        .body(SessionBody.of(opened.session(), opened.token()));
  }

  @Post("/sessions/check")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      value = "The session that a token opens; never one of a user that is not active any more",
      body = "token",
      optional = "sliding",
      answers = "200 The session")
  SessionBody checkSession(
      Caller caller, HttpRequest<?> request, @Body CompletableFuture<byte[]> body) {
    JsonBody wish = bodies.read(request, body);
    boolean sliding =
        switch (wish.find("sliding").orElse("no")) {
          case "yes" -> true;
          case "no" -> false;
          default -> throw ProblemException.invalid("sliding", "must be yes or no");
        };
    return SessionBody.of(
        sessions.check(
            caller.principal(), new Session.Token(wish.text("token")), sliding, caller.deadline()),
        null);
  }

  @Get("/users/{user}/sessions")
  @Operation(value = "The valid sessions of a user", answers = "200 All")
  SessionsOfUser listSessions(Caller caller, @PathVariable String user) {
    return new SessionsOfUser(
        sessions.list(caller.principal(), new UserId(user), caller.deadline()).stream()
            .map(session -> SessionBody.of(session, null))
            .toList());
  }

  @Delete("/users/{user}/sessions")
  @Operation(value = "Ends all sessions of a user; idempotent", answers = "204 They open nothing")
  HttpResponse<Void> endSessions(Caller caller, @PathVariable String user) {
    sessions.endAll(caller.principal(), new UserId(user), caller.deadline());
    return HttpResponse.noContent();
  }

  @Delete("/users/{user}/sessions/{session}")
  @Operation(value = "Ends a session of a user; idempotent", answers = "204 It opens nothing")
  HttpResponse<Void> endSession(
      Caller caller, @PathVariable String user, @PathVariable String session) {
    sessions.end(
        caller.principal(), new UserId(user), new Session.Id(session), caller.deadline());
    return HttpResponse.noContent();
  }
}
