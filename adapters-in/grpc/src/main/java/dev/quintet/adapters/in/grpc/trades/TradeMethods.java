package dev.quintet.adapters.in.grpc.trades;

import dev.quintet.adapters.in.grpc.kit.Fields;
import dev.quintet.adapters.in.grpc.kit.Paging;
import dev.quintet.adapters.in.grpc.kit.ReceiptMessages;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.operations.Awaiting;
import dev.quintet.application.trades.TradeReading;
import dev.quintet.application.trades.TradeRecording;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.trades.HeldLot;
import dev.quintet.domain.trades.MergedFill;
import dev.quintet.domain.trades.Performance;
import dev.quintet.domain.trades.PositionRules;
import dev.quintet.domain.trades.PositionSummary;
import dev.quintet.domain.trades.RecordedEvent;
import dev.quintet.domain.trades.RecordedFill;
import dev.quintet.domain.users.AccountId;
import dev.quintet.trades.v1.ClosedLotsRequest;
import dev.quintet.trades.v1.ClosedLotsResponse;
import dev.quintet.trades.v1.FillsRequest;
import dev.quintet.trades.v1.FillsResponse;
import dev.quintet.trades.v1.MergedFillsRequest;
import dev.quintet.trades.v1.MergedFillsResponse;
import dev.quintet.trades.v1.PerformanceRequest;
import dev.quintet.trades.v1.PerformanceResponse;
import dev.quintet.trades.v1.PositionsRequest;
import dev.quintet.trades.v1.PositionsResponse;
import dev.quintet.trades.v1.RecordEventsRequest;
import dev.quintet.trades.v1.RecordEventsResponse;
import dev.quintet.trades.v1.RecordFillsRequest;
import dev.quintet.trades.v1.RecordFillsResponse;
import dev.quintet.trades.v1.RefusedFill;
import dev.quintet.trades.v1.SetPositionRulesRequest;
import dev.quintet.trades.v1.SetPositionRulesResponse;
import dev.quintet.trades.v1.TradeEventsRequest;
import dev.quintet.trades.v1.TradeEventsResponse;
import jakarta.inject.Singleton;
import java.util.List;

/** The methods of {@code TradeService} about fills and what follows from them. */
@Singleton
final class TradeMethods {

  private final TradeRecording recording;
  private final TradeReading reading;

  TradeMethods(TradeRecording recording, TradeReading reading) {
    this.recording = recording;
    this.reading = reading;
  }

  RecordFillsResponse recordFills(RecordFillsRequest request, Caller caller) {
    Awaiting.Awaited<List<TradeRecording.Outcome>> recorded =
        recording.record(
            caller.principal(),
            TradeMessages.fills(request.getFillsList()),
            ReceiptMessages.wanted(request.getStoresList(), request.getWaitMillis()),
            caller.deadline());
    return answer(recorded);
  }

  RecordEventsResponse recordEvents(RecordEventsRequest request, Caller caller) {
    Awaiting.Awaited<List<TradeRecording.Outcome>> recorded =
        recording.recordEvents(
            caller.principal(),
            TradeEventMessages.events(request.getEventsList()),
            ReceiptMessages.wanted(request.getStoresList(), request.getWaitMillis()),
            caller.deadline());
    RecordFillsResponse answer = answer(recorded);
    return RecordEventsResponse.newBuilder()
        .setRecorded(answer.getRecorded())
        .setRepeated(answer.getRepeated())
        .addAllRefused(answer.getRefusedList())
        .addAllReceipts(answer.getReceiptsList())
        .build();
  }

  private static RecordFillsResponse answer(
      Awaiting.Awaited<List<TradeRecording.Outcome>> recorded) {
    RecordFillsResponse.Builder answer = RecordFillsResponse.newBuilder();
    List<TradeRecording.Outcome> outcomes = recorded.answer();
    for (int i = 0; i < outcomes.size(); i++) {
      TradeRecording.Outcome outcome = outcomes.get(i);
      if (outcome.refused() != null) {
        answer.addRefused(
            RefusedFill.newBuilder()
                .setIndex(i)
                .setKind(outcome.refused().kind().word())
                .setReason(outcome.refused().detail()));
      } else if (outcome.repeated()) {
        answer.setRepeated(answer.getRepeated() + 1);
      } else {
        answer.setRecorded(answer.getRecorded() + 1);
      }
    }
    recorded.receipts().forEach(it -> answer.addReceipts(ReceiptMessages.receipt(it)));
    return answer.build();
  }

  SetPositionRulesResponse setPositionRules(SetPositionRulesRequest request, Caller caller) {
    recording.set(
        caller.principal(),
        new AccountId(request.getAccountId()),
        new PositionRules(
            PositionRules.Mode.of(request.getMode()),
            PositionRules.Method.of(request.getMethod())),
        caller.deadline());
    return SetPositionRulesResponse.getDefaultInstance();
  }

  PositionsResponse positions(PositionsRequest request, Caller caller) {
    having(request.getOperation(), caller);
    Page<PositionSummary> page =
        reading.positions(
            caller.principal(),
            TradeMessages.filter(request.getFilter()),
            request.getOpen(),
            Paging.cursor(request.getCursor()),
            Paging.limit(request.getPageSize()),
            caller.deadline());
    PositionsResponse.Builder answer = PositionsResponse.newBuilder();
    page.items().forEach(position -> answer.addPositions(TradeMessages.position(position)));
    return answer.setNextCursor(Fields.cursor(page)).build();
  }

  FillsResponse fills(FillsRequest request, Caller caller) {
    having(request.getOperation(), caller);
    Page<RecordedFill> page =
        reading.fills(
            caller.principal(),
            TradeMessages.filter(request.getFilter()),
            Paging.cursor(request.getCursor()),
            Paging.limit(request.getPageSize()),
            caller.deadline());
    FillsResponse.Builder answer = FillsResponse.newBuilder();
    page.items().forEach(fill -> answer.addFills(TradeMessages.recorded(fill)));
    return answer.setNextCursor(Fields.cursor(page)).build();
  }

  TradeEventsResponse events(TradeEventsRequest request, Caller caller) {
    having(request.getOperation(), caller);
    Page<RecordedEvent> page =
        reading.events(
            caller.principal(),
            TradeMessages.filter(request.getFilter()),
            Paging.cursor(request.getCursor()),
            Paging.limit(request.getPageSize()),
            caller.deadline());
    TradeEventsResponse.Builder answer = TradeEventsResponse.newBuilder();
    page.items().forEach(event -> answer.addEvents(TradeEventMessages.recorded(event)));
    return answer.setNextCursor(Fields.cursor(page)).build();
  }

  MergedFillsResponse mergedFills(MergedFillsRequest request, Caller caller) {
    Page<MergedFill> page =
        reading.merged(
            caller.principal(),
            TradeMessages.filter(request.getFilter()),
            Paging.cursor(request.getCursor()),
            Paging.limit(request.getPageSize()),
            caller.deadline());
    MergedFillsResponse.Builder answer = MergedFillsResponse.newBuilder();
    page.items().forEach(fill -> answer.addFills(TradeMessages.merged(fill)));
    return answer.setNextCursor(Fields.cursor(page)).build();
  }

  ClosedLotsResponse closedLots(ClosedLotsRequest request, Caller caller) {
    having(request.getOperation(), caller);
    Page<HeldLot> page =
        reading.closedLots(
            caller.principal(),
            TradeMessages.filter(request.getFilter()),
            Paging.cursor(request.getCursor()),
            Paging.limit(request.getPageSize()),
            caller.deadline());
    ClosedLotsResponse.Builder answer = ClosedLotsResponse.newBuilder();
    page.items().forEach(it -> answer.addLots(TradeMessages.closed(it.lot())));
    return answer.setNextCursor(Fields.cursor(page)).build();
  }

  PerformanceResponse performance(PerformanceRequest request, Caller caller) {
    TradeReading.Summed summed =
        reading.performance(
            caller.principal(),
            TradeMessages.filter(request.getFilter()),
            Performance.Grouping.of(request.getBy()),
            request.getOperation().isEmpty() ? null : new OperationId(request.getOperation()),
            caller.deadline());
    PerformanceResponse.Builder answer = PerformanceResponse.newBuilder().setStore(summed.store());
    summed.rows().forEach(row -> answer.addRows(TradeMessages.row(row)));
    return answer.build();
  }

  private void having(String operation, Caller caller) {
    if (!operation.isEmpty()) {
      reading.having(caller.principal(), new OperationId(operation), caller.deadline());
    }
  }
}
