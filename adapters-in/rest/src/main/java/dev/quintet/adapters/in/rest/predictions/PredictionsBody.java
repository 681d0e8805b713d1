package dev.quintet.adapters.in.rest.predictions;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quintet.adapters.in.rest.kit.CsvLines;
import dev.quintet.domain.predictions.RecordedPrediction;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Words;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Predictions in the order in which they were made.
 *
 * @param nextCursor not there on the last page
 */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record PredictionsBody(
    @JsonInclude(JsonInclude.Include.ALWAYS) List<Prediction> predictions,
    @Nullable String nextCursor) {

  /**
   * What a model predicted of a symbol; decimal numbers in text.
   *
   * @param price not there: none was predicted
   * @param validUntil not there: as long as the tier says
   * @param currentUntil as it states, or as the tier says; exclusive
   * @param features JSON as it was sent, in text; not there: none
   * @param user whose it is; not there: the tenant's
   * @param tier of the user then, of the tenant where it is no user's
   */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Prediction(
      String predictionId,
      String symbol,
      String timeframe,
      String model,
      String modelVersion,
      String direction,
      @Nullable String price,
      String confidence,
      String madeAt,
      @Nullable String validUntil,
      String currentUntil,
      @Nullable String features,
      @Nullable String user,
      String tier,
      String recordedAt) {

    static Prediction of(RecordedPrediction recorded) {
      dev.quintet.domain.predictions.Prediction prediction = recorded.prediction();
      dev.quintet.domain.predictions.Prediction.Value value = prediction.value();
      return new Prediction(
          prediction.id().value(),
          prediction.about().symbol().value(),
          prediction.about().timeframe().text(),
          prediction.about().model(),
          prediction.version(),
          Words.of(value.direction()),
          value.price() == null ? null : value.price().toPlainString(),
          value.confidence().toPlainString(),
          prediction.madeAt().toString(),
          Objects.toString(prediction.validUntil(), null),
          recorded.until().toString(),
          prediction.features() == null ? null : prediction.features().value(),
          Objects.toString(prediction.user(), null),
          recorded.tier().word(),
          recorded.recordedAt().toString());
    }

    private List<?> cells() {
      return List.of(
          madeAt, predictionId, symbol, timeframe, model, modelVersion, direction, cell(price),
          confidence, currentUntil, cell(user), tier, cell(features));
    }

    private static String cell(@Nullable String text) {
      return text == null ? "" : text;
    }
  }

  static PredictionsBody of(Page<RecordedPrediction> page) {
    return new PredictionsBody(
        page.items().stream().map(Prediction::of).toList(),
        page.next().map(Cursor::value).orElse(null));
  }

  CsvLines table() {
    return new CsvLines(
        List.of(
            "time", "id", "symbol", "timeframe", "model", "model_version", "direction", "price",
            "confidence", "current_until", "user", "tier", "features"),
        predictions.stream().<List<?>>map(Prediction::cells).toList());
  }
}
