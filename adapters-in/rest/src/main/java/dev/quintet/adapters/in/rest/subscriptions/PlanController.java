package dev.quintet.adapters.in.rest.subscriptions;

import dev.quintet.adapters.in.rest.kit.Bodies;
import dev.quintet.adapters.in.rest.kit.JsonBody;
import dev.quintet.adapters.in.rest.kit.Operation;
import dev.quintet.adapters.in.rest.kit.Query;
import dev.quintet.adapters.in.rest.kit.ShortReads;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.subscriptions.Enrolment;
import dev.quintet.application.subscriptions.PlanAdministration;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.subscriptions.CycleLength;
import dev.quintet.domain.subscriptions.Grant;
import dev.quintet.domain.subscriptions.PlanId;
import dev.quintet.domain.subscriptions.PlanOverride;
import dev.quintet.domain.subscriptions.PriceVersion;
import dev.quintet.domain.tenancy.UserId;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Plans, what is agreed beside them, and the terms that follow. */
@Controller("/api/v1")
final class PlanController {

  private static final int VERSION_DIGITS = 9;

  private final PlanAdministration plans;
  private final Enrolment enrolment;
  private final Bodies bodies;
  private final ShortReads reads;

  PlanController(
      PlanAdministration plans, Enrolment enrolment, Bodies bodies, ShortReads reads) {
    this.enrolment = enrolment;
    this.plans = plans;
    this.bodies = bodies;
    this.reads = reads;
  }

  @Get("/plans")
  @Operation(
      value = "All plans with every version of their prices",
      answer = PlanBody.Listing.class,
      metered = false,
      answers = "200 Plans by id")
  CompletableFuture<PlanBody.Listing> listPlans(Caller caller, HttpRequest<?> request) {
    Query.of(request);
    return reads.answer(
        caller, () -> PlanBody.of(plans.list(caller.principal(), caller.deadline())));
  }

  /** Prices, limits and usage are in the currency and for the type that they name. */
  @Post("/plans/{plan}/versions")
  @Consumes(MediaType.APPLICATION_JSON)
  @ExecuteOn(TaskExecutors.BLOCKING)
  @Operation(
      value =
          "Adds a plan, by its first version, or a version; operators only. Repeated with the same"
              + " content it is done once",
      metered = false,
      body = {"version", "effective_from", "currency"},
      optional = {
        "name", "existing_from", "monthly", "quarterly", "yearly", "minimum", "usage", "limits"
      },
      answers = "201 The plan with all its versions")
  HttpResponse<PlanBody> addVersion(
      Caller caller,
      @PathVariable String plan,
      HttpRequest<?> request,
      @Body CompletableFuture<byte[]> body) {
    JsonBody wish = bodies.read(request, body);
    PlanId id = new PlanId(plan);
    Map<CycleLength, Money> prices = new EnumMap<>(CycleLength.class);
    for (CycleLength length : CycleLength.values()) {
      SubscriptionText.money(wish, length.word()).ifPresent(price -> prices.put(length, price));
    }
    PriceVersion version =
        new PriceVersion(
            id,
            (int) SubscriptionText.number("version", wish.text("version"), VERSION_DIGITS),
            Query.instant("effective_from", wish.text("effective_from")),
            SubscriptionText.instant(wish, "existing_from").orElse(null),
            prices,
            SubscriptionText.money(wish, "minimum")
                .orElseGet(() -> Money.zero(Money.currency(wish.text("currency")))),
            SubscriptionText.usage(wish),
            SubscriptionText.limits(wish));
    return HttpResponse.status(HttpStatus.CREATED)
        .body(
            PlanBody.of(
                plans.add(
                    caller.principal(), wish.find("name").orElse(plan), version, caller.deadline())));
  }

  @Get("/unsubscribed")
  @Operation(
      value =
          "Active tenants that never had a subscription, and so pay nothing; operators and billing of"
              + " all tenants. A page may have fewer than were asked for",
      query = {"page_size", "cursor"},
      answer = EnrolmentBody.Listing.class,
      metered = false,
      answers = "200 A page")
  CompletableFuture<EnrolmentBody.Listing> listUnsubscribed(
      Caller caller, HttpRequest<?> request) {
    Query query = Query.of(request);
    return reads.answer(
        caller,
        () ->
            EnrolmentBody.Listing.of(
                enrolment.unsubscribed(
                    caller.principal(), query.cursor(), query.pageSize(), caller.deadline())));
  }

  @Get("/terms")
  @Operation(
      value = "What is, was or will be in force for the tenant or one of its users",
      query = {"user", "at"},
      answer = TermsBody.class,
      metered = false,
      answers = "200 The terms")
  CompletableFuture<TermsBody> showTerms(Caller caller, HttpRequest<?> request) {
    Query query = Query.of(request);
    UserId user = query.find("user").map(UserId::new).orElse(null);
    Instant at = query.find("at").map(it -> Query.instant("at", it)).orElse(null);
    return reads.answer(
        caller,
        () -> TermsBody.of(plans.terms(caller.principal(), user, at, caller.deadline())));
  }

  @Post("/overrides")
  @Consumes(MediaType.APPLICATION_JSON)
  @ExecuteOn(TaskExecutors.BLOCKING)
  @Operation(
      value =
          "Records what was agreed with the tenant in place of what its plan says; operators only."
              + " Done once for each id",
      metered = false,
      body = {"id", "from"},
      optional = {"user", "to", "price", "currency", "usage", "limits", "unlimited"},
      answers = "201 As it was recorded, numbered")
  HttpResponse<TermsBody.OverrideBody> addOverride(
      Caller caller, HttpRequest<?> request, @Body CompletableFuture<byte[]> body) {
    JsonBody wish = bodies.read(request, body);
    UserId user = wish.find("user").map(UserId::new).orElse(null);
    Instant from = Query.instant("from", wish.text("from"));
    Instant to = SubscriptionText.instant(wish, "to").orElse(null);
    Money price = SubscriptionText.money(wish, "price").orElse(null);
    PlanOverride made =
        plans.override(
            caller.principal(),
            wish.text("id"),
            tenant ->
                new PlanOverride(
                    tenant,
                    user,
                    1,
                    from,
                    to,
                    price,
                    SubscriptionText.usage(wish),
                    SubscriptionText.limits(wish),
                    SubscriptionText.names(wish)),
            caller.deadline());
    return HttpResponse.status(HttpStatus.CREATED).body(TermsBody.OverrideBody.of(made));
  }

  @Post("/grants")
  @Consumes(MediaType.APPLICATION_JSON)
  @ExecuteOn(TaskExecutors.BLOCKING)
  @Operation(
      value =
          "Gives the tenant usage that is included, or money, once; operators only. Done once for"
              + " each id",
      metered = false,
      body = {"id", "from", "to", "reason"},
      optional = {"user", "type", "count", "credit", "currency"},
      answers = "201 The grant")
  HttpResponse<TermsBody.GrantBody> addGrant(
      Caller caller, HttpRequest<?> request, @Body CompletableFuture<byte[]> body) {
    JsonBody wish = bodies.read(request, body);
    UserId user = wish.find("user").map(UserId::new).orElse(null);
    Optional<Money> credit = SubscriptionText.money(wish, "credit");
    Grant.Benefit benefit =
        credit.isPresent()
            ? new Grant.Benefit.Credit(credit.get())
            : new Grant.Benefit.Included(
                UsageType.of(wish.text("type")),
                SubscriptionText.number("count", wish.text("count"), 18));
    String id = wish.text("id");
    Instant from = Query.instant("from", wish.text("from"));
    Instant to = Query.instant("to", wish.text("to"));
    String reason = wish.text("reason");
    return HttpResponse.status(HttpStatus.CREATED)
        .body(
            TermsBody.GrantBody.of(
                plans.grant(
                    caller.principal(),
                    tenant -> new Grant(id, tenant, user, benefit, from, to, reason),
                    caller.deadline())));
  }
}
