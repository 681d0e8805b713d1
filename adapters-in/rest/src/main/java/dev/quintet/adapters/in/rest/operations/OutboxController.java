package dev.quintet.adapters.in.rest.operations;

import dev.quintet.adapters.in.rest.kit.Operation;
import dev.quintet.adapters.in.rest.kit.ShortReads;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.operations.OutboxAdministration;
import dev.quintet.domain.tenancy.TenantId;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.concurrent.CompletableFuture;

/** What waits for other stores, for operators. */
@Controller("/api/v1/admin/tenants/{tenant}/outbox")
final class OutboxController {

  private final OutboxAdministration outbox;
  private final ShortReads reads;

  OutboxController(OutboxAdministration outbox, ShortReads reads) {
    this.outbox = outbox;
    this.reads = reads;
  }

  @Get
  @Operation(
      value = "What other stores do not have yet of a tenant, for operators",
      answer = BacklogBody.class,
      answers = "200 How much waits")
  CompletableFuture<BacklogBody> showBacklog(Caller caller, @PathVariable String tenant) {
    TenantId id = new TenantId(tenant);
    return reads.answer(
        caller,
        () -> BacklogBody.of(outbox.backlog(caller.principal(), id, caller.deadline())));
  }

  /** Idempotent. */
  @Post("/{store}/replay")
  @ExecuteOn(TaskExecutors.BLOCKING)
  @Operation(
      value = "Delivers again what a store refused so often that it was parked, for operators",
      answers = "200 How many changes there were")
  ReplayBody replayOutbox(
      Caller caller, @PathVariable String tenant, @PathVariable String store) {
    return new ReplayBody(
        outbox.replay(caller.principal(), new TenantId(tenant), store, caller.deadline()));
  }
}
