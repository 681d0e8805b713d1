package dev.quintet.adapters.in.grpc.kit;

import dev.quintet.application.operations.Awaiting;
import dev.quintet.domain.shared.Words;
import dev.quintet.trades.v1.Receipt;
import dev.quintet.trades.v1.ReceiptLeg;
import java.time.Duration;
import java.util.List;

/** Receipts, and what a write waits for, as messages. */
public final class ReceiptMessages {

  private ReceiptMessages() {}

  /** What a write waits for. */
  public static Awaiting.Wanted wanted(List<String> stores, int millis) {
    return new Awaiting.Wanted(stores, Duration.ofMillis(millis));
  }

  public static Receipt receipt(dev.quintet.domain.operations.Receipt receipt) {
    Receipt.Builder message =
        Receipt.newBuilder()
            .setOperation(receipt.operation().value())
            .setGuarantee(Words.of(receipt.guarantee()))
            .setRecordedAtMicros(Fields.micros(receipt.recordedAt()));
    receipt.legs().forEach(leg -> message.addLegs(leg(leg)));
    return message.build();
  }

  private static ReceiptLeg leg(dev.quintet.domain.operations.Receipt.Leg leg) {
    String reason = leg.reason();
    return ReceiptLeg.newBuilder()
        .setStore(leg.store())
        .setState(Words.of(leg.state()))
        .setSinceMicros(Fields.micros(leg.since()))
        .setAttempts(leg.attempts())
        .setReason(reason == null ? "" : reason)
        .build();
  }
}
