package dev.quintet.adapters.in.rest.operations;

import dev.quintet.adapters.in.rest.kit.Operation;
import dev.quintet.adapters.in.rest.kit.Query;
import dev.quintet.adapters.in.rest.kit.ShortReads;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.operations.Receipts;
import dev.quintet.domain.operations.OperationId;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Receipts of what was written over several stores. */
@Controller("/api/v1/receipts")
final class ReceiptController {

  private final Receipts receipts;
  private final ShortReads reads;

  ReceiptController(Receipts receipts, ShortReads reads) {
    this.receipts = receipts;
    this.reads = reads;
  }

  @Get("/{operation}")
  @Operation(
      value =
          "Which stores have what an operation changed: as of now, or when they do, as far as it waits",
      query = {"stores", "wait_millis"},
      answer = ReceiptBody.class,
      answers = "200 The receipt")
  CompletableFuture<ReceiptBody> showReceipt(
      Caller caller, HttpRequest<?> request, @PathVariable String operation) {
    OperationId id = new OperationId(operation);
    Query query = Query.of(request);
    List<String> stores =
        query.find("stores").map(text -> List.of(text.split(",", -1))).orElse(List.of());
    int millis = query.number("wait_millis", 0);
    if (stores.isEmpty() && millis == 0) {
      return reads.answer(
          caller,
          () -> ReceiptBody.of(receipts.get(caller.principal(), id, caller.deadline())));
    }
    return reads.waiting(
        () ->
            ReceiptBody.of(
                receipts.await(
                    caller.principal(),
                    id,
                    stores,
                    Duration.ofMillis(millis),
                    caller.deadline())));
  }
}
