package dev.quintet.adapters.in.rest.operations;

import dev.quintet.adapters.in.rest.kit.Operation;
import dev.quintet.adapters.in.rest.kit.ShortReads;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.operations.Rebuilding;
import dev.quintet.domain.tenancy.TenantId;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.concurrent.CompletableFuture;

/** What stores derive, built anew from the record, for operators. */
@Controller("/api/v1/admin/tenants/{tenant}/rebuilds")
final class RebuildController {

  private final Rebuilding rebuilding;
  private final ShortReads reads;

  RebuildController(Rebuilding rebuilding, ShortReads reads) {
    this.rebuilding = rebuilding;
    this.reads = reads;
  }

  @Get
  @Operation(
      value = "How far a tenant's projections are that are built anew, for operators",
      answer = RebuildBody.Listing.class,
      answers = "200 The last hundred, the newest first")
  CompletableFuture<RebuildBody.Listing> listRebuilds(
      Caller caller, @PathVariable String tenant) {
    TenantId id = new TenantId(tenant);
    return reads.answer(
        caller,
        () ->
            RebuildBody.Listing.of(
                rebuilding.list(caller.principal(), id, caller.deadline())));
  }

  /** While one goes on, it is the answer. */
  @Post("/{projection}")
  @ExecuteOn(TaskExecutors.BLOCKING)
  @Operation(
      value =
          "Has what other stores derive of a tenant built anew from PostgreSQL, beside reads and writes, for"
              + " operators",
      answers = "200 What is being built")
  RebuildBody rebuildProjection(
      Caller caller, @PathVariable String tenant, @PathVariable String projection) {
    return RebuildBody.of(
        rebuilding.request(
            caller.principal(), new TenantId(tenant), projection, caller.deadline()));
  }
}
