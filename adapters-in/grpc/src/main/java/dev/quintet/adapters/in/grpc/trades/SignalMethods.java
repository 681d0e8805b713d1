package dev.quintet.adapters.in.grpc.trades;

import dev.quintet.adapters.in.grpc.kit.Fields;
import dev.quintet.adapters.in.grpc.kit.Paging;
import dev.quintet.adapters.in.grpc.kit.ReceiptMessages;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.operations.Awaiting;
import dev.quintet.application.trades.Signals;
import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.shared.Exact;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.SignalChange;
import dev.quintet.domain.trades.SignalFilter;
import dev.quintet.domain.trades.TradeId;
import dev.quintet.trades.v1.LatestSignalRequest;
import dev.quintet.trades.v1.LatestSignalResponse;
import dev.quintet.trades.v1.RecordSignalRequest;
import dev.quintet.trades.v1.RecordSignalResponse;
import dev.quintet.trades.v1.RecordedSignal;
import dev.quintet.trades.v1.Signal;
import dev.quintet.trades.v1.SignalsRequest;
import dev.quintet.trades.v1.SignalsResponse;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Consumer;

/** The methods of {@code TradeService} about signals. */
@Singleton
final class SignalMethods {

  private final Signals signals;

  SignalMethods(Signals signals) {
    this.signals = signals;
  }

  RecordSignalResponse record(RecordSignalRequest request, Caller caller) {
    dev.quintet.domain.trades.Signal signal = signal(request.getSignal());
    Awaiting.Awaited<Boolean> recorded =
        signals.record(
            caller.principal(),
            signal,
            ReceiptMessages.wanted(request.getStoresList(), request.getWaitMillis()),
            caller.deadline());
    RecordSignalResponse.Builder answer =
        RecordSignalResponse.newBuilder()
            .setRepeated(recorded.answer())
            .setOperation(SignalChange.operation(signal.id()).value());
    recorded.receipts().forEach(it -> answer.addReceipts(ReceiptMessages.receipt(it)));
    return answer.build();
  }

  private static dev.quintet.domain.trades.Signal signal(Signal message) {
    return new dev.quintet.domain.trades.Signal(
        TradeId.of("signal_id", message.getSignalId()),
        null,
        new Symbol(message.getSymbol()),
        Interval.of(message.getTimeframe()),
        dev.quintet.domain.trades.Signal.Type.of(message.getType()),
        Exact.parse("strength", message.getStrength()),
        Exact.parse("confidence", message.getConfidence()),
        message.getStrategy(),
        message.getAgentsList(),
        Fields.instant("at_micros", message.getAtMicros()));
  }

  void indexed(
      LatestSignalRequest request,
      Caller caller,
      Consumer<Optional<LatestSignalResponse>> answer) {
    if (request.getOperation().isEmpty()) {
      signals.indexed(
          caller.principal(),
          new Symbol(request.getSymbol()),
          found -> answer.accept(found.map(SignalMethods::answer)));
    } else {
      answer.accept(Optional.empty());
    }
  }

  LatestSignalResponse latest(LatestSignalRequest request, Caller caller) {
    return answer(
        signals.latest(
            caller.principal(),
            new Symbol(request.getSymbol()),
            Fields.given(request.getOperation(), OperationId::new),
            caller.deadline()));
  }

  private static LatestSignalResponse answer(Signals.Latest latest) {
    return LatestSignalResponse.newBuilder()
        .setSignal(recorded(latest.recorded()))
        .setStore(latest.store())
        .build();
  }

  SignalsResponse list(SignalsRequest request, Caller caller) {
    Page<dev.quintet.domain.trades.RecordedSignal> page =
        signals.list(
            caller.principal(),
            new SignalFilter(
                Fields.given(request.getSymbol(), Symbol::new),
                Fields.given(request.getStrategy(), text -> text),
                Fields.given("from_micros", request.getFromMicros()),
                Fields.given("to_micros", request.getToMicros())),
            Fields.given(request.getOperation(), OperationId::new),
            Paging.cursor(request.getCursor()),
            Paging.limit(request.getPageSize()),
            caller.deadline());
    SignalsResponse.Builder answer = SignalsResponse.newBuilder();
    page.items().forEach(it -> answer.addSignals(recorded(it)));
    return answer.setNextCursor(Fields.cursor(page)).build();
  }

  private static RecordedSignal recorded(dev.quintet.domain.trades.RecordedSignal recorded) {
    dev.quintet.domain.trades.Signal signal = recorded.signal();
    UserId user = signal.user();
    return RecordedSignal.newBuilder()
        .setSignal(
            Signal.newBuilder()
                .setSignalId(signal.id().value())
                .setSymbol(signal.symbol().value())
                .setTimeframe(signal.timeframe().text())
                .setType(Words.of(signal.type()))
                .setStrength(signal.strength().toPlainString())
                .setConfidence(signal.confidence().toPlainString())
                .setStrategy(signal.strategy())
                .addAllAgents(signal.agents())
                .setAtMicros(Fields.micros(signal.at())))
        .setUserId(user == null ? "" : user.value())
        .setTier(recorded.tier().word())
        .setRecordedAtMicros(Fields.micros(recorded.recordedAt()))
        .build();
  }
}
