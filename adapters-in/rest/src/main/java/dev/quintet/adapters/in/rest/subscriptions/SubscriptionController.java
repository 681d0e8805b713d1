package dev.quintet.adapters.in.rest.subscriptions;

import dev.quintet.adapters.in.rest.kit.Bodies;
import dev.quintet.adapters.in.rest.kit.JsonBody;
import dev.quintet.adapters.in.rest.kit.Operation;
import dev.quintet.adapters.in.rest.kit.Query;
import dev.quintet.adapters.in.rest.kit.ShortReads;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.subscriptions.Subscribing;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.subscriptions.CycleLength;
import dev.quintet.domain.subscriptions.PlanId;
import dev.quintet.domain.subscriptions.Subscription;
import dev.quintet.domain.subscriptions.SubscriptionId;
import dev.quintet.domain.subscriptions.SubscriptionRequest;
import dev.quintet.domain.tenancy.UserId;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.util.concurrent.CompletableFuture;

/** Subscriptions of a tenant and its users. The etag is the version: how many changes there were. */
@Controller("/api/v1/subscriptions")
final class SubscriptionController {

  private final Subscribing subscriptions;
  private final Bodies bodies;
  private final ShortReads reads;

  SubscriptionController(Subscribing subscriptions, Bodies bodies, ShortReads reads) {
    this.subscriptions = subscriptions;
    this.bodies = bodies;
    this.reads = reads;
  }

  @Post
  @Consumes(MediaType.APPLICATION_JSON)
  @ExecuteOn(TaskExecutors.BLOCKING)
  @Operation(
      value =
          "Makes a subscription of the tenant or a user; operators only. Repeated with the same"
              + " content it is done once",
      body = {"subscription", "plan", "cycle"},
      optional = {"user", "starts_at", "trial_days", "ends_at", "grace_days"},
      answers = "201 The subscription",
      answerHeaders = "etag")
  HttpResponse<SubscriptionBody> createSubscription(
      Caller caller, HttpRequest<?> request, @Body CompletableFuture<byte[]> body) {
    JsonBody wish = bodies.read(request, body);
    Subscription made =
        subscriptions.begin(
            caller.principal(),
            new Subscribing.Wish(
                new SubscriptionId(wish.text("subscription")),
                wish.find("user").map(UserId::new).orElse(null),
                new PlanId(wish.text("plan")),
                CycleLength.of(wish.text("cycle")),
                SubscriptionText.instant(wish, "starts_at").orElse(null),
                SubscriptionText.number(wish, "trial_days").orElse(null),
                SubscriptionText.instant(wish, "ends_at").orElse(null),
                SubscriptionText.number(wish, "grace_days").orElse(null)),
            caller.deadline());
    return tagged(
        HttpResponse.created(
            SubscriptionBody.of(made), URI.create("/api/v1/subscriptions/" + made.id())),
        made);
  }

  private static HttpResponse<SubscriptionBody> tagged(
      MutableHttpResponse<SubscriptionBody> response, Subscription it) {
    return response.header(HttpHeaders.ETAG, Query.etag(it.version()));
  }

  @Get
  @Operation(
      value = "Subscriptions of the tenant and its users, by id",
      query = {"user", "page_size", "cursor"},
      answer = SubscriptionBody.Listing.class,
      metered = false,
      answers = "200 A page")
  CompletableFuture<SubscriptionBody.Listing> listSubscriptions(
      Caller caller, HttpRequest<?> request) {
    Query query = Query.of(request);
    UserId user = query.find("user").map(UserId::new).orElse(null);
    return reads.answer(
        caller,
        () ->
            SubscriptionBody.Listing.of(
                subscriptions.list(
                    caller.principal(), user, query.cursor(), query.pageSize(), caller.deadline())));
  }

  @Get("/{subscription}")
  @Operation(
      value = "A subscription as it is now",
      answer = SubscriptionBody.class,
      metered = false,
      answers = "200 The subscription",
      answerHeaders = "etag")
  CompletableFuture<HttpResponse<SubscriptionBody>> showSubscription(
      Caller caller, @PathVariable String subscription) {
    SubscriptionId id = new SubscriptionId(subscription);
    return reads.answer(
        caller,
        () -> {
          Subscription it = subscriptions.byId(caller.principal(), id, caller.deadline());
          return tagged(HttpResponse.ok(SubscriptionBody.of(it)), it);
        });
  }

  @Get("/{subscription}/history")
  @Operation(
      value = "What happened to a subscription, the first change first",
      query = {"page_size", "cursor"},
      answer = SubscriptionBody.History.class,
      metered = false,
      answers = "200 A page")
  CompletableFuture<SubscriptionBody.History> showHistory(
      Caller caller, @PathVariable String subscription, HttpRequest<?> request) {
    SubscriptionId id = new SubscriptionId(subscription);
    Query query = Query.of(request);
    return reads.answer(
        caller,
        () ->
            SubscriptionBody.History.of(
                subscriptions.history(
                    caller.principal(), id, query.cursor(), query.pageSize(), caller.deadline())));
  }

  /** Once for each idempotency-key. */
  @Post("/{subscription}/changes")
  @Consumes(MediaType.APPLICATION_JSON)
  @ExecuteOn(TaskExecutors.BLOCKING)
  @Operation(
      value = "Pauses, resumes, cancels or changes a subscription; once for each idempotency-key",
      headers = {"idempotency-key", "if-match"},
      required = "idempotency-key",
      body = "action",
      optional = {"when", "plan", "cycle"},
      metered = false,
      answers = "200 The subscription as it is then",
      answerHeaders = "etag")
  HttpResponse<SubscriptionBody> changeSubscription(
      Caller caller,
      @PathVariable String subscription,
      HttpRequest<?> request,
      @Body CompletableFuture<byte[]> body) {
    SubscriptionId id = new SubscriptionId(subscription);
    String key =
        Query.header(request, "idempotency-key")
            .orElseThrow(() -> ProblemException.invalid("idempotency-key", "is missing"));
    Subscription after =
        subscriptions.ask(
            caller.principal(),
            key,
            id,
            asked(bodies.read(request, body)),
            Query.version(request),
            caller.deadline());
    return tagged(HttpResponse.ok(SubscriptionBody.of(after)), after);
  }

  private static SubscriptionRequest asked(JsonBody body) {
    String action = body.text("action");
    return switch (action) {
      case "pause" -> new SubscriptionRequest.Pause();
      case "resume" -> new SubscriptionRequest.Resume();
      case "keep" -> new SubscriptionRequest.Keep();
      case "cancel" -> new SubscriptionRequest.Cancel(atPeriodEnd(body));
      case "change_plan" ->
          new SubscriptionRequest.ChangePlan(
              new PlanId(body.text("plan")),
              CycleLength.of(body.text("cycle")),
              atPeriodEnd(body));
      default ->
          throw ProblemException.invalid(
              "action", "must be one of pause, resume, keep, cancel, change_plan");
    };
  }

  private static boolean atPeriodEnd(JsonBody body) {
    String when = body.text("when");
    return switch (when) {
      case "now" -> false;
      case "period_end" -> true;
      default -> throw ProblemException.invalid("when", "must be now or period_end");
    };
  }
}
