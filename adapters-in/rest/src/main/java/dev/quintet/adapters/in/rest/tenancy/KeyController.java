package dev.quintet.adapters.in.rest.tenancy;

import dev.quintet.adapters.in.rest.kit.Bodies;
import dev.quintet.adapters.in.rest.kit.JsonBody;
import dev.quintet.adapters.in.rest.kit.Operation;
import dev.quintet.adapters.in.rest.kit.Query;
import dev.quintet.adapters.in.rest.kit.ShortReads;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.tenancy.KeyAdministration;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
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

/** The keys of a tenant: for its admins, and for operators, who appoint them. */
@Controller("/api/v1/admin/tenants/{tenant}/keys")
final class KeyController {

  private final KeyAdministration keys;
  private final Bodies bodies;
  private final ShortReads reads;

  KeyController(KeyAdministration keys, Bodies bodies, ShortReads reads) {
    this.keys = keys;
    this.bodies = bodies;
    this.reads = reads;
  }

  /** 201 and the key, shown once. */
  @Post
  @Consumes(MediaType.APPLICATION_JSON)
  @ExecuteOn(TaskExecutors.BLOCKING)
  @Operation(
      value = "Issues a key: an operator those of tenant-admins, an admin all of its tenant",
      body = "role",
      optional = {"service", "user_id"},
      answers = "201 The key, shown once")
  HttpResponse<KeyBody> issueKey(
      Caller caller,
      @PathVariable String tenant,
      HttpRequest<?> request,
      @Body CompletableFuture<byte[]> body) {
    JsonBody wish = bodies.read(request, body);
    Role role = Role.of(wish.text("role"));
    return HttpResponse.status(HttpStatus.CREATED)
        .body(
            KeyBody.of(
                keys.issue(
                    caller.principal(),
                    new TenantId(tenant),
                    role,
                    wish.find("service").map(ServiceName::new).orElse(ServiceName.of(role)),
                    wish.find("user_id").map(UserId::new).orElse(null),
                    caller.deadline())));
  }

  @Get
  @Operation(
      value = "Keys of a tenant, for its admin and operators",
      query = {"page_size", "cursor"},
      answer = KeyBody.Listing.class,
      answers = "200 A page")
  CompletableFuture<KeyBody.Listing> listKeys(
      Caller caller, @PathVariable String tenant, HttpRequest<?> request) {
    TenantId id = new TenantId(tenant);
    Query query = Query.of(request);
    return reads.answer(
        caller,
        () ->
            KeyBody.Listing.of(
                keys.list(
                    caller.principal(), id, query.cursor(), query.pageSize(), caller.deadline())));
  }

  /** The key with its end; idempotent. */
  @Delete("/{prefix}")
  @ExecuteOn(TaskExecutors.BLOCKING)
  @Operation(
      value = "Revokes a key, effective within a second; idempotent",
      answers = "200 The key with its end")
  KeyBody revokeKey(Caller caller, @PathVariable String tenant, @PathVariable String prefix) {
    return KeyBody.of(
        keys.revoke(caller.principal(), new TenantId(tenant), prefix, caller.deadline()));
  }
}
