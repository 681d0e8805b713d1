package dev.quintet.adapters.in.grpc.trades;

import dev.quintet.adapters.in.grpc.kit.ReceiptMessages;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.operations.Receipts;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.trades.v1.AwaitReceiptRequest;
import dev.quintet.trades.v1.GetReceiptRequest;
import dev.quintet.trades.v1.Receipt;
import jakarta.inject.Singleton;
import java.time.Duration;


/** The methods of {@code TradeService} about receipts. */
@Singleton
final class ReceiptMethods {

  private final Receipts receipts;

  ReceiptMethods(Receipts receipts) {
    this.receipts = receipts;
  }

  Receipt get(GetReceiptRequest request, Caller caller) {
    return ReceiptMessages.receipt(
        receipts.get(
            caller.principal(), new OperationId(request.getOperation()), caller.deadline()));
  }

  Receipt await(AwaitReceiptRequest request, Caller caller) {
    return ReceiptMessages.receipt(
        receipts.await(
            caller.principal(),
            new OperationId(request.getOperation()),
            request.getStoresList(),
            Duration.ofMillis(request.getWaitMillis()),
            caller.deadline()));
  }
}
