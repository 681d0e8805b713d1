package dev.quintet.client;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a model predicted of a symbol.
 *
 * @param id unique in the tenant
 * @param timeframe of the bars that it is about, such as {@code 15m}
 * @param direction {@code up}, {@code down} or {@code flat}
 * @param price above 0, at most 8 digits after the point; null: none was predicted
 * @param confidence 0 to 1, at most 8 digits after the point
 * @param madeAt microseconds, as the end
 * @param validUntil exclusive; null: as long as the tier says
 * @param features what the model was given, a JSON value; empty: none
 */
public record Prediction(
    String id,
    String symbol,
    String timeframe,
    String model,
    String modelVersion,
    String direction,
    @Nullable BigDecimal price,
    BigDecimal confidence,
    Instant madeAt,
    @Nullable Instant validUntil,
    String features) {

  /**
   * A prediction as it was recorded.
   *
   * @param user whose it is; empty: the tenant's
   * @param tier of the user then, of the tenant where it is no user's
   * @param currentUntil exclusive: as it states, else as its tier says
   */
  public record Recorded(
      Prediction prediction, String user, String tier, Instant recordedAt, Instant currentUntil) {

    static Recorded of(dev.quintet.predictions.v1.RecordedPrediction recorded) {
      return new Recorded(
          Prediction.of(recorded.getPrediction()),
          recorded.getUserId(),
          recorded.getTier(),
          Times.ofMicros(recorded.getRecordedAtMicros()),
          Times.ofMicros(recorded.getCurrentUntilMicros()));
    }
  }

  dev.quintet.predictions.v1.Prediction message() {
    return dev.quintet.predictions.v1.Prediction.newBuilder()
        .setPredictionId(id)
        .setSymbol(symbol)
        .setTimeframe(timeframe)
        .setModel(model)
        .setModelVersion(modelVersion)
        .setDirection(direction)
        .setPrice(price == null ? "" : price.toPlainString())
        .setConfidence(confidence.toPlainString())
        .setMadeAtMicros(Times.micros("made_at_micros", madeAt))
        .setValidUntilMicros(
            validUntil == null ? 0 : Times.micros("valid_until_micros", validUntil))
        .setFeatures(features)
        .build();
  }

  private static Prediction of(dev.quintet.predictions.v1.Prediction message) {
    return new Prediction(
        message.getPredictionId(),
        message.getSymbol(),
        message.getTimeframe(),
        message.getModel(),
        message.getModelVersion(),
        message.getDirection(),
        message.getPrice().isEmpty() ? null : new BigDecimal(message.getPrice()),
        new BigDecimal(message.getConfidence()),
        Times.ofMicros(message.getMadeAtMicros()),
        message.getValidUntilMicros() == 0
            ? null
            : Times.ofMicros(message.getValidUntilMicros()),
        message.getFeatures());
  }
}
