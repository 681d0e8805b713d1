package dev.quintet.client;

import dev.quintet.predictions.v1.LatestPredictionRequest;
import dev.quintet.predictions.v1.PredictionsRequest;
import dev.quintet.predictions.v1.StorePredictionRequest;
import dev.quintet.predictions.v1.StorePredictionsRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What models predicted of symbols. Repeated like the calls of {@link QuintetClient}. */
public final class Predictions {

  /** Most predictions that {@link #store(List)} takes. */
  public static final int MOST = 200;

  private final Connection connection;
  private final String operation;

  Predictions(Connection connection, String operation) {
    this.connection = connection;
    this.operation = operation;
  }

  /** Reads that have what an operation stored; {@code STALE} while its outcome is open. */
  public Predictions having(String operation) {
    return new Predictions(connection, operation);
  }

  /**
   * What became of a prediction.
   *
   * @param repeated stored before, with the same content
   * @param operation by which its receipt is found
   */
  public record Stored(boolean repeated, String operation) {}

  /**
   * What became of some predictions.
   *
   * @param stored how many were stored now
   * @param repeated how many were stored before, with the same content
   */
  public record Report(int stored, int repeated, List<Refused> refused) {

    public Report {
      refused = List.copyOf(refused);
    }
  }

  /**
   * One that is not stored.
   *
   * @param index among those that were sent, from 0
   * @param kind the word of a {@link QuintetException.Kind}
   */
  public record Refused(int index, String kind, String reason) {}

  /**
   * The latest prediction of a model for a symbol and timeframe.
   *
   * @param store that answered, by its word
   * @param current whether it still holds
   * @param age since it was made, in whole milliseconds
   */
  public record Latest(
      Prediction.Recorded prediction, String store, boolean current, Duration age) {}

  /**
   * Which predictions are asked for; null lets everything through.
   *
   * @param from when it was made, inclusive
   * @param to exclusive
   */
  public record Filter(
      @Nullable String symbol,
      @Nullable String timeframe,
      @Nullable String model,
      @Nullable String modelVersion,
      @Nullable Instant from,
      @Nullable Instant to) {

    /** Lets everything through. */
    public static final Filter ALL = new Filter(null, null, null, null, null, null);
  }

  /** Stores a prediction. Repeated until it is answered. */
  public Stored store(Prediction prediction) {
    StorePredictionRequest request =
        StorePredictionRequest.newBuilder().setPrediction(prediction.message()).build();
    var answer = connection.call(() -> connection.predictions().storePrediction(request));
    return new Stored(answer.getRepeated(), answer.getOperation());
  }

  /**
   * Stores predictions, all that are new or none. Repeated until it is answered.
   *
   * @param predictions 1 to {@value #MOST}
   */
  public Report store(List<Prediction> predictions) {
    StorePredictionsRequest request =
        StorePredictionsRequest.newBuilder()
            .addAllPredictions(predictions.stream().map(Prediction::message).toList())
            .build();
    var answer = connection.call(() -> connection.predictions().storePredictions(request));
    return new Report(
        answer.getStored(),
        answer.getRepeated(),
        answer.getRefusedList().stream()
            .map(it -> new Refused(it.getIndex(), it.getKind(), it.getReason()))
            .toList());
  }

  /** The latest prediction, current or not; {@code NOT_FOUND} when there was never one. */
  public Latest latest(String symbol, String timeframe, String model) {
    LatestPredictionRequest request =
        LatestPredictionRequest.newBuilder()
            .setSymbol(symbol)
            .setTimeframe(timeframe)
            .setModel(model)
            .setOperation(operation)
            .build();
    var answer = connection.call(() -> connection.predictions().latestPrediction(request));
    return new Latest(
        Prediction.Recorded.of(answer.getPrediction()),
        answer.getStore(),
        answer.getCurrent(),
        Duration.ofMillis(answer.getAgeMillis()));
  }

  /** Predictions in the order in which they were made, with their features; fetched page by page. */
  public Iterable<Prediction.Recorded> list(Filter filter) {
    return Paged.all(
        cursor -> {
          PredictionsRequest request =
              PredictionsRequest.newBuilder()
                  .setSymbol(text(filter.symbol))
                  .setTimeframe(text(filter.timeframe))
                  .setModel(text(filter.model))
                  .setModelVersion(text(filter.modelVersion))
                  .setFromMicros(
                      filter.from == null ? 0 : Times.micros("from_micros", filter.from))
                  .setToMicros(filter.to == null ? 0 : Times.micros("to_micros", filter.to))
                  .setCursor(cursor)
                  .setOperation(operation)
                  .build();
          var page = connection.call(() -> connection.predictions().predictions(request));
          return new Paged<>(
              page.getPredictionsList().stream().map(Prediction.Recorded::of).toList(),
              page.getNextCursor());
        });
  }

  private static String text(@Nullable String filter) {
    return filter == null ? "" : filter;
  }
}
