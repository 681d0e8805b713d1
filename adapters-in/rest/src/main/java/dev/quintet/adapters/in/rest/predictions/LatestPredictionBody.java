package dev.quintet.adapters.in.rest.predictions;

import dev.quintet.application.predictions.PredictionReading;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;

/**
 * The latest prediction of a model for a symbol and timeframe.
 *
 * @param store that answered, by its word
 * @param current whether it still holds
 * @param ageMillis since it was made
 */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record LatestPredictionBody(
    PredictionsBody.Prediction prediction, String store, boolean current, long ageMillis) {

  static LatestPredictionBody of(PredictionReading.Latest latest) {
    return new LatestPredictionBody(
        PredictionsBody.Prediction.of(latest.recorded()),
        latest.store(),
        latest.current(),
        latest.age().toMillis());
  }
}
