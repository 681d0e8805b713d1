package dev.quintet.adapters.in.grpc.predictions;

import dev.quintet.adapters.in.grpc.kit.Fields;
import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.predictions.Prediction;
import dev.quintet.domain.predictions.PredictionId;
import dev.quintet.domain.shared.Exact;
import dev.quintet.domain.shared.JsonText;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.predictions.v1.RecordedPrediction;
import java.math.BigDecimal;
import java.time.Instant;

/** Predictions as messages. */
final class PredictionMessages {

  private PredictionMessages() {}

  static Prediction prediction(dev.quintet.predictions.v1.Prediction message) {
    return new Prediction(
        new PredictionId(message.getPredictionId()),
        null,
        new Prediction.Key(
            new Symbol(message.getSymbol()),
            Interval.of(message.getTimeframe()),
            message.getModel()),
        message.getModelVersion(),
        new Prediction.Value(
            Prediction.Direction.of(message.getDirection()),
            Fields.given(message.getPrice(), it -> Exact.parse("price", it)),
            Exact.parse("confidence", message.getConfidence())),
        Fields.instant("made_at_micros", message.getMadeAtMicros()),
        Fields.given("valid_until_micros", message.getValidUntilMicros()),
        Fields.given(message.getFeatures(), it -> JsonText.of("features", it)));
  }

  static RecordedPrediction recorded(
      dev.quintet.domain.predictions.RecordedPrediction recorded) {
    UserId user = recorded.prediction().user();
    return RecordedPrediction.newBuilder()
        .setPrediction(message(recorded.prediction()))
        .setUserId(user == null ? "" : user.value())
        .setTier(recorded.tier().word())
        .setRecordedAtMicros(Fields.micros(recorded.recordedAt()))
        .setCurrentUntilMicros(Fields.micros(recorded.until()))
        .build();
  }

  private static dev.quintet.predictions.v1.Prediction message(Prediction prediction) {
    BigDecimal price = prediction.value().price();
    Instant end = prediction.validUntil();
    JsonText features = prediction.features();
    return dev.quintet.predictions.v1.Prediction.newBuilder()
        .setPredictionId(prediction.id().value())
        .setSymbol(prediction.about().symbol().value())
        .setTimeframe(prediction.about().timeframe().text())
        .setModel(prediction.about().model())
        .setModelVersion(prediction.version())
        .setDirection(Words.of(prediction.value().direction()))
        .setPrice(price == null ? "" : price.toPlainString())
        .setConfidence(prediction.value().confidence().toPlainString())
        .setMadeAtMicros(Fields.micros(prediction.madeAt()))
        .setValidUntilMicros(end == null ? 0 : Fields.micros(end))
        .setFeatures(features == null ? "" : features.value())
        .build();
  }
}
