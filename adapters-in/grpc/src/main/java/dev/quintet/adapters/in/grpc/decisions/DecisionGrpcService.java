package dev.quintet.adapters.in.grpc.decisions;

import dev.quintet.adapters.in.grpc.kit.Fields;
import dev.quintet.adapters.in.grpc.kit.GrpcMethods;
import dev.quintet.adapters.in.grpc.kit.Paging;
import dev.quintet.adapters.in.grpc.kit.ReceiptMessages;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.decisions.DecisionJournal;
import dev.quintet.application.decisions.DecisionReading;
import dev.quintet.application.decisions.JournalEntry;
import dev.quintet.application.decisions.OutcomeJournal;
import dev.quintet.application.operations.Awaiting;
import dev.quintet.decisions.v1.DecisionServiceGrpc;
import dev.quintet.decisions.v1.DecisionsRequest;
import dev.quintet.decisions.v1.DecisionsResponse;
import dev.quintet.decisions.v1.GetDecisionRequest;
import dev.quintet.decisions.v1.GetDecisionResponse;
import dev.quintet.decisions.v1.RecordDecisionsRequest;
import dev.quintet.decisions.v1.RecordOutcomesRequest;
import dev.quintet.decisions.v1.RecordedResponse;
import dev.quintet.decisions.v1.Refused;
import dev.quintet.domain.decisions.DecisionId;
import dev.quintet.domain.decisions.RecordedDecision;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.shared.Page;
import io.grpc.BindableService;
import io.grpc.ServerServiceDefinition;
import jakarta.inject.Singleton;
import java.util.List;

/** {@code quintet.decisions.v1.DecisionService}. */
@Singleton
final class DecisionGrpcService implements BindableService {

  private final GrpcMethods calls;
  private final DecisionJournal decisions;
  private final OutcomeJournal outcomes;
  private final DecisionReading reading;

  DecisionGrpcService(
      GrpcMethods calls,
      DecisionJournal decisions,
      OutcomeJournal outcomes,
      DecisionReading reading) {
    this.calls = calls;
    this.decisions = decisions;
    this.outcomes = outcomes;
    this.reading = reading;
  }

  @Override
  public ServerServiceDefinition bindService() {
    return calls
        .service(DecisionServiceGrpc.getServiceDescriptor())
        .unary(DecisionServiceGrpc.getRecordDecisionsMethod(), this::recordDecisions)
        .unary(DecisionServiceGrpc.getRecordOutcomesMethod(), this::recordOutcomes)
        .read(DecisionServiceGrpc.getGetDecisionMethod(), this::get)
        .unary(DecisionServiceGrpc.getDecisionsMethod(), this::list)
        .build();
  }

  private RecordedResponse recordDecisions(RecordDecisionsRequest request, Caller caller) {
    return answer(
        decisions.record(
            caller.principal(),
            Fields.each("decisions", request.getDecisionsList(), DecisionMessages::stated),
            ReceiptMessages.wanted(request.getStoresList(), request.getWaitMillis()),
            caller.deadline()));
  }

  private RecordedResponse recordOutcomes(RecordOutcomesRequest request, Caller caller) {
    return answer(
        outcomes.settle(
            caller.principal(),
            Fields.each("outcomes", request.getOutcomesList(), DecisionMessages::stated),
            ReceiptMessages.wanted(request.getStoresList(), request.getWaitMillis()),
            caller.deadline()));
  }

  private static RecordedResponse answer(Awaiting.Awaited<List<JournalEntry>> recorded) {
    RecordedResponse.Builder answer = RecordedResponse.newBuilder();
    List<JournalEntry> entries = recorded.answer();
    for (int i = 0; i < entries.size(); i++) {
      JournalEntry entry = entries.get(i);
      if (entry.refused() != null) {
        answer.addRefused(
            Refused.newBuilder()
                .setIndex(i)
                .setKind(entry.refused().kind().word())
                .setReason(entry.refused().detail())
                .setField(entry.field()));
      } else if (entry.repeated()) {
        answer.setRepeated(answer.getRepeated() + 1);
      } else {
        answer.setRecorded(answer.getRecorded() + 1);
      }
    }
    recorded.receipts().forEach(it -> answer.addReceipts(ReceiptMessages.receipt(it)));
    return answer.build();
  }

  private GetDecisionResponse get(GetDecisionRequest request, Caller caller) {
    DecisionReading.Found found =
        reading.get(
            caller.principal(), new DecisionId(request.getDecisionId()), caller.deadline());
    return GetDecisionResponse.newBuilder()
        .setDecision(DecisionMessages.recorded(found.recorded()))
        .setGrounds(DecisionMessages.grounds(found.grounds()))
        .build();
  }

  private DecisionsResponse list(DecisionsRequest request, Caller caller) {
    Page<RecordedDecision> page =
        reading.list(
            caller.principal(),
            DecisionMessages.filter(request),
            Fields.given(request.getOperation(), OperationId::new),
            Paging.cursor(request.getCursor()),
            Paging.limit(request.getPageSize()),
            caller.deadline());
    DecisionsResponse.Builder answer = DecisionsResponse.newBuilder();
    page.items().forEach(it -> answer.addDecisions(DecisionMessages.recorded(it)));
    return answer.setNextCursor(Fields.cursor(page)).build();
  }
}
