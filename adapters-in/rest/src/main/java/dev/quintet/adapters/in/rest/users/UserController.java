package dev.quintet.adapters.in.rest.users;

import dev.quintet.adapters.in.rest.kit.Bodies;
import dev.quintet.adapters.in.rest.kit.JsonBody;
import dev.quintet.adapters.in.rest.kit.Operation;
import dev.quintet.adapters.in.rest.kit.Query;
import dev.quintet.adapters.in.rest.kit.ShortReads;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.users.UserAdministration;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.PasswordHash;
import dev.quintet.domain.users.User;
import dev.quintet.domain.users.UserName;
import dev.quintet.domain.users.UserProfile;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
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
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The users of a tenant. */
@Controller("/api/v1/users")
final class UserController {

  private final UserAdministration users;
  private final Bodies bodies;
  private final ShortReads reads;

  UserController(UserAdministration users, Bodies bodies, ShortReads reads) {
    this.users = users;
    this.bodies = bodies;
    this.reads = reads;
  }

  @Post
  @Consumes(MediaType.APPLICATION_JSON)
  @ExecuteOn(TaskExecutors.BLOCKING)
  @Operation(
      value = "Makes a user. Repeated with the same content it is done once",
      body = {"user_id", "email", "username", "tier"},
      optional = {"limits", "password_hash"},
      answers = "201 It is there",
      answerHeaders = "etag")
  HttpResponse<UserBody> createUser(
      Caller caller, HttpRequest<?> request, @Body CompletableFuture<byte[]> body) {
    JsonBody wish = bodies.read(request, body);
    User user =
        users.create(
            caller.principal(),
            new UserId(wish.text("user_id")),
            profile(wish),
            hash(wish),
            caller.deadline());
    String id = URLEncoder.encode(user.id().value(), StandardCharsets.UTF_8);
    return tagged(HttpResponse.created(URI.create("/api/v1/users/" + id)), user);
  }

  private static UserProfile profile(JsonBody wish) {
    return new UserProfile(
        new UserName.Email(wish.text("email")),
        new UserName.Login(wish.text("username")),
        Tier.of(wish.text("tier")),
        wish.numbers("limits"));
  }

  private static @Nullable PasswordHash hash(JsonBody wish) {
    return wish.find("password_hash").map(PasswordHash::new).orElse(null);
  }

  private static HttpResponse<UserBody> tagged(MutableHttpResponse<UserBody> answer, User user) {
    return answer.header("etag", Query.etag(user.version())).body(UserBody.of(user));
  }

  @Get("/{user}")
  @Operation(
      value = "A user",
      answer = UserBody.class,
      answers = "200 The user",
      answerHeaders = "etag")
  CompletableFuture<HttpResponse<UserBody>> showUser(Caller caller, @PathVariable String user) {
    UserName id = new UserName.Id(new UserId(user));
    return reads.answer(
        caller,
        () -> tagged(HttpResponse.ok(), users.find(caller.principal(), id, caller.deadline())));
  }

  /** By id; at most one when an address or a user name is asked for. */
  @Get
  @Operation(
      value = "Users by id, or the one of an address or user name in any spelling",
      query = {"state", "email", "username", "page_size", "cursor"},
      answer = UserBody.Listing.class,
      answers = "200 A page")
  CompletableFuture<UserBody.Listing> listUsers(Caller caller, HttpRequest<?> request) {
    Query query = Query.of(request);
    Optional<UserName> name = name(query);
    return reads.answer(
        caller,
        () ->
            UserBody.Listing.of(
                name.isPresent()
                    ? one(caller, name.get())
                    : users.list(
                        caller.principal(),
                        query.find("state").map(UserController::state).orElse(null),
                        query.cursor(),
                        query.pageSize(),
                        caller.deadline())));
  }

  private static Optional<UserName> name(Query query) {
    Optional<UserName> email = query.find("email").map(UserName.Email::new);
    Optional<UserName> login = query.find("username").map(UserName.Login::new);
    if (email.isPresent() && login.isPresent()) {
      throw ProblemException.invalid("username", "goes without email");
    }
    return email.or(() -> login);
  }

  private Page<User> one(Caller caller, UserName name) {
    return new Page<>(
        List.of(users.find(caller.principal(), name, caller.deadline())), null);
  }

  private static User.State state(String word) {
    return Words.find("state", word, User.State.values(), Words::of);
  }

  @Put("/{user}")
  @Consumes(MediaType.APPLICATION_JSON)
  @ExecuteOn(TaskExecutors.BLOCKING)
  @Operation(
      value = "Changes a user as a whole, if it has the version of if-match",
      headers = "if-match",
      body = {"email", "username", "tier"},
      optional = {"limits", "password_hash"},
      answers = "200 The user",
      answerHeaders = "etag")
  HttpResponse<UserBody> updateUser(
      Caller caller,
      @PathVariable String user,
      HttpRequest<?> request,
      @Body CompletableFuture<byte[]> body) {
    JsonBody wish = bodies.read(request, body);
    long version = Query.version(request);
    if (version == 0) {
      throw ProblemException.invalid("if-match", "is missing");
    }
    return tagged(
        HttpResponse.ok(),
        users.update(
            caller.principal(),
            new UserId(user),
            version,
            profile(wish),
            hash(wish),
            caller.deadline()));
  }

  @Post("/{user}/deactivate")
  @ExecuteOn(TaskExecutors.BLOCKING)
  @Operation(
      value = "Deactivates a user, which ends its sessions and keys at once; idempotent",
      answers = "200 The user",
      answerHeaders = "etag")
  HttpResponse<UserBody> deactivateUser(Caller caller, @PathVariable String user) {
    return set(caller, user, User.State.DEACTIVATED);
  }

  @Post("/{user}/reactivate")
  @ExecuteOn(TaskExecutors.BLOCKING)
  @Operation(
      value = "Makes a user active again; idempotent",
      answers = "200 The user",
      answerHeaders = "etag")
  HttpResponse<UserBody> reactivateUser(Caller caller, @PathVariable String user) {
    return set(caller, user, User.State.ACTIVE);
  }

  private HttpResponse<UserBody> set(Caller caller, String user, User.State state) {
    return tagged(
        HttpResponse.ok(),
        users.set(caller.principal(), new UserId(user), state, caller.deadline()));
  }

  @Delete("/{user}")
  @ExecuteOn(TaskExecutors.BLOCKING)
  @Operation(
      value = "Erases a user for ever, whose accounts are closed; idempotent",
      answers = "204 It is gone")
  HttpResponse<Void> deleteUser(Caller caller, @PathVariable String user) {
    users.delete(caller.principal(), new UserId(user), caller.deadline());
    return HttpResponse.noContent();
  }
}
