package dev.quintet.adapters.in.grpc.trades;

import dev.quintet.application.calls.Caller;
import dev.quintet.application.operations.Awaiting;
import dev.quintet.application.operations.Receipts;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.shared.Words;
import dev.quintet.trades.v1.AwaitReceiptRequest;
import dev.quintet.trades.v1.GetReceiptRequest;
import dev.quintet.trades.v1.Receipt;
import dev.quintet.trades.v1.ReceiptLeg;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The methods of {@code TradeService} about receipts. */
@Singleton
final class ReceiptMethods {

  private final Receipts receipts;

  ReceiptMethods(Receipts receipts) {
    this.receipts = receipts;
  }

  Receipt get(GetReceiptRequest request, Caller caller) {
    return receipt(
        receipts.get(
            caller.principal(), new OperationId(request.getOperation()), caller.deadline()));
  }

  Receipt await(AwaitReceiptRequest request, Caller caller) {
    return receipt(
        receipts.await(
            caller.principal(),
            new OperationId(request.getOperation()),
            request.getStoresList(),
            Duration.ofMillis(request.getWaitMillis()),
            caller.deadline()));
  }

  /** What a write waits for. */
  static Awaiting.Wanted wanted(List<String> stores, int millis) {
    return new Awaiting.Wanted(stores, Duration.ofMillis(millis));
  }

  static Receipt receipt(dev.quintet.domain.operations.Receipt receipt) {
    Receipt.Builder message =
        Receipt.newBuilder()
            .setOperation(receipt.operation().value())
            .setGuarantee(Words.of(receipt.guarantee()))
            .setRecordedAtMicros(micros(receipt.recordedAt()));
    receipt.legs().forEach(leg -> message.addLegs(leg(leg)));
    return message.build();
  }

  private static ReceiptLeg leg(dev.quintet.domain.operations.Receipt.Leg leg) {
    String reason = leg.reason();
    return ReceiptLeg.newBuilder()
        .setStore(leg.store())
        .setState(Words.of(leg.state()))
        .setSinceMicros(micros(leg.since()))
        .setAttempts(leg.attempts())
        .setReason(reason == null ? "" : reason)
        .build();
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
