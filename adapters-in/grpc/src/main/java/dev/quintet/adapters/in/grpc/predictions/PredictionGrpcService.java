package dev.quintet.adapters.in.grpc.predictions;

import dev.quintet.adapters.in.grpc.kit.Fields;
import dev.quintet.adapters.in.grpc.kit.GrpcMethods;
import dev.quintet.adapters.in.grpc.kit.Paging;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.predictions.PredictionReading;
import dev.quintet.application.predictions.PredictionRecording;
import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.predictions.Prediction;
import dev.quintet.domain.predictions.PredictionChange;
import dev.quintet.domain.predictions.PredictionFilter;
import dev.quintet.domain.predictions.RecordedPrediction;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.predictions.v1.LatestPredictionRequest;
import dev.quintet.predictions.v1.LatestPredictionResponse;
import dev.quintet.predictions.v1.PredictionServiceGrpc;
import dev.quintet.predictions.v1.PredictionsRequest;
import dev.quintet.predictions.v1.PredictionsResponse;
import dev.quintet.predictions.v1.RefusedPrediction;
import dev.quintet.predictions.v1.StorePredictionRequest;
import dev.quintet.predictions.v1.StorePredictionResponse;
import dev.quintet.predictions.v1.StorePredictionsRequest;
import dev.quintet.predictions.v1.StorePredictionsResponse;
import io.grpc.BindableService;
import io.grpc.ServerServiceDefinition;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** {@code quintet.predictions.v1.PredictionService}. */
@Singleton
final class PredictionGrpcService implements BindableService {

  private final GrpcMethods calls;
  private final PredictionRecording recording;
  private final PredictionReading reading;

  PredictionGrpcService(
      GrpcMethods calls, PredictionRecording recording, PredictionReading reading) {
    this.calls = calls;
    this.recording = recording;
    this.reading = reading;
  }

  @Override
  public ServerServiceDefinition bindService() {
    return calls
        .service(PredictionServiceGrpc.getServiceDescriptor())
        .unary(PredictionServiceGrpc.getStorePredictionMethod(), this::store)
        .unary(PredictionServiceGrpc.getStorePredictionsMethod(), this::storeAll)
        .read(PredictionServiceGrpc.getLatestPredictionMethod(), this::indexed, this::latest)
        .unary(PredictionServiceGrpc.getPredictionsMethod(), this::list)
        .build();
  }

  private StorePredictionResponse store(StorePredictionRequest request, Caller caller) {
    Prediction prediction = PredictionMessages.prediction(request.getPrediction());
    PredictionRecording.Outcome outcome =
        recording
            .record(caller.principal(), List.of(prediction), caller.deadline())
            .getFirst();
    if (outcome.refused() != null) {
      throw new ProblemException(outcome.refused());
    }
    return StorePredictionResponse.newBuilder()
        .setRepeated(outcome.repeated())
        .setOperation(PredictionChange.operation(prediction.id()).value())
        .build();
  }

  private StorePredictionsResponse storeAll(StorePredictionsRequest request, Caller caller) {
    List<PredictionRecording.Outcome> outcomes =
        recording.record(
            caller.principal(),
            Fields.each(
                "predictions", request.getPredictionsList(), PredictionMessages::prediction),
            caller.deadline());
    StorePredictionsResponse.Builder answer = StorePredictionsResponse.newBuilder();
    for (int i = 0; i < outcomes.size(); i++) {
      PredictionRecording.Outcome outcome = outcomes.get(i);
      if (outcome.refused() != null) {
        answer.addRefused(
            RefusedPrediction.newBuilder()
                .setIndex(i)
                .setKind(outcome.refused().kind().word())
                .setReason(outcome.refused().detail()));
      } else if (outcome.repeated()) {
        answer.setRepeated(answer.getRepeated() + 1);
      } else {
        answer.setStored(answer.getStored() + 1);
      }
    }
    return answer.build();
  }

  private void indexed(
      LatestPredictionRequest request,
      Caller caller,
      Consumer<Optional<LatestPredictionResponse>> answer) {
    if (request.getOperation().isEmpty()) {
      reading.indexed(
          caller.principal(),
          key(request),
          found -> answer.accept(found.map(PredictionGrpcService::answer)));
    } else {
      answer.accept(Optional.empty());
    }
  }

  private LatestPredictionResponse latest(LatestPredictionRequest request, Caller caller) {
    return answer(
        reading.latest(
            caller.principal(),
            key(request),
            Fields.given(request.getOperation(), OperationId::new),
            caller.deadline()));
  }

  private static Prediction.Key key(LatestPredictionRequest request) {
    return new Prediction.Key(
        new Symbol(request.getSymbol()),
        Interval.of(request.getTimeframe()),
        request.getModel());
  }

  private static LatestPredictionResponse answer(PredictionReading.Latest latest) {
    return LatestPredictionResponse.newBuilder()
        .setPrediction(PredictionMessages.recorded(latest.recorded()))
        .setStore(latest.store())
        .setCurrent(latest.current())
        .setAgeMillis(latest.age().toMillis())
        .build();
  }

  private PredictionsResponse list(PredictionsRequest request, Caller caller) {
    Page<RecordedPrediction> page =
        reading.list(
            caller.principal(),
            new PredictionFilter(
                Fields.given(request.getSymbol(), Symbol::new),
                Fields.given(request.getTimeframe(), Interval::of),
                Fields.given(request.getModel(), Function.identity()),
                Fields.given(request.getModelVersion(), Function.identity()),
                Fields.given("from_micros", request.getFromMicros()),
                Fields.given("to_micros", request.getToMicros())),
            Fields.given(request.getOperation(), OperationId::new),
            Paging.cursor(request.getCursor()),
            Paging.limit(request.getPageSize()),
            caller.deadline());
    PredictionsResponse.Builder answer = PredictionsResponse.newBuilder();
    page.items().forEach(it -> answer.addPredictions(PredictionMessages.recorded(it)));
    return answer.setNextCursor(Fields.cursor(page)).build();
  }
}
