package dev.quintet.adapters.in.rest.tenancy;

import dev.quintet.adapters.in.rest.kit.Bodies;
import dev.quintet.adapters.in.rest.kit.JsonBody;
import dev.quintet.adapters.in.rest.kit.Operation;
import dev.quintet.adapters.in.rest.kit.Query;
import dev.quintet.adapters.in.rest.kit.ShortReads;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.tenancy.Onboarding;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
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

/** Tenants: created and listed by operators, shown to them and to each tenant's admin. */
@Controller("/api/v1/admin")
final class TenantController {

  private final Onboarding onboarding;
  private final Bodies bodies;
  private final ShortReads reads;

  TenantController(Onboarding onboarding, Bodies bodies, ShortReads reads) {
    this.onboarding = onboarding;
    this.bodies = bodies;
    this.reads = reads;
  }

  /** 201 and the tenant-admin key, shown once; 200 when it was there with this content. */
  @Post("/tenants")
  @Consumes(MediaType.APPLICATION_JSON)
  @ExecuteOn(TaskExecutors.BLOCKING)
  @Operation(
      value = "Makes a tenant; operators only. Repeated with the same content it is done once",
      body = {"tenant", "name", "tier"},
      answers = {"200 It was there", "201 It was made; its admin's key is shown once"})
  HttpResponse<TenantBody> createTenant(
      Caller caller, HttpRequest<?> request, @Body CompletableFuture<byte[]> body) {
    JsonBody wish = bodies.read(request, body);
    return answer(
        onboarding.create(
            caller.principal(),
            new TenantId(wish.text("tenant")),
            wish.text("name"),
            Tier.of(wish.text("tier")),
            caller.deadline()));
  }

  /** Makes or completes the schema of a registered tenant; idempotent. */
  @Post("/schema/create")
  @Consumes(MediaType.APPLICATION_JSON)
  @ExecuteOn(TaskExecutors.BLOCKING)
  @Operation(
      value = "Makes or completes the schema of a tenant; operators only",
      body = "tenant",
      answers = {"200 It is there", "201 It was completed"})
  HttpResponse<TenantBody> createSchema(
      Caller caller, HttpRequest<?> request, @Body CompletableFuture<byte[]> body) {
    JsonBody wish = bodies.read(request, body);
    return answer(
        onboarding.provision(
            caller.principal(), new TenantId(wish.text("tenant")), caller.deadline()));
  }

  @Get("/tenants/{tenant}")
  @Operation(
      value = "A tenant, for its admin and operators",
      answer = TenantBody.class,
      answers = "200 The tenant")
  CompletableFuture<TenantBody> showTenant(Caller caller, @PathVariable String tenant) {
    TenantId id = new TenantId(tenant);
    return reads.answer(
        caller,
        () -> TenantBody.of(onboarding.byId(caller.principal(), id, caller.deadline())));
  }

  @Get("/tenants")
  @Operation(
      value = "Tenants by id; operators only",
      query = {"page_size", "cursor"},
      answer = TenantBody.Listing.class,
      answers = "200 A page")
  CompletableFuture<TenantBody.Listing> listTenants(Caller caller, HttpRequest<?> request) {
    Query query = Query.of(request);
    return reads.answer(
        caller,
        () ->
            TenantBody.Listing.of(
                onboarding.list(
                    caller.principal(), query.cursor(), query.pageSize(), caller.deadline())));
  }

  private static HttpResponse<TenantBody> answer(Onboarding.Created made) {
    TenantBody tenant = TenantBody.of(made);
    return made.created()
        ? HttpResponse.created(tenant, URI.create("/api/v1/admin/tenants/" + tenant.tenant()))
        : HttpResponse.ok(tenant);
  }
}
