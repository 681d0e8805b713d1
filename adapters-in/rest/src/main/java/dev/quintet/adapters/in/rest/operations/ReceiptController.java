package dev.quintet.adapters.in.rest.operations;

import dev.quintet.adapters.in.rest.kit.Operation;
import dev.quintet.adapters.in.rest.kit.ShortReads;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.operations.Receipts;
import dev.quintet.domain.operations.OperationId;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
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
      value = "Which stores have what an operation changed, as of now",
      answer = ReceiptBody.class,
      answers = "200 The receipt")
  CompletableFuture<ReceiptBody> showReceipt(Caller caller, @PathVariable String operation) {
    OperationId id = new OperationId(operation);
    return reads.answer(
        caller,
        () -> ReceiptBody.of(receipts.get(caller.principal(), id, caller.deadline())));
  }
}
