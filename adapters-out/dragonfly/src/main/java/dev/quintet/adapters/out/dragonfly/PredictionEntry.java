package dev.quintet.adapters.out.dragonfly;

import dev.quintet.domain.predictions.Prediction;
import dev.quintet.domain.predictions.PredictionId;
import dev.quintet.domain.predictions.RecordedPrediction;
import dev.quintet.domain.shared.JsonText;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.tenancy.Viewer;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A prediction as an entry, which lives as long as its tier says. */
final class PredictionEntry {

  private static final int FORMAT = 3;

  private PredictionEntry() {}

  static byte[] key(Viewer viewer, Prediction.Key key) {
    List<String> own = own(viewer, key);
    return VersionedEntry.key(
        "prediction", viewer.tenant(), own.subList(1, own.size()).toArray(String[]::new));
  }

  /** Whose it is, and of what. */
  private static List<String> own(Viewer viewer, Prediction.Key key) {
    UserId user = viewer.user();
    return List.of(
        viewer.tenant().value(),
        user == null ? "" : user.value(),
        key.symbol().value(),
        key.timeframe().text(),
        key.model());
  }

  static ScriptCall put(Viewer viewer, RecordedPrediction recorded) {
    Prediction prediction = recorded.prediction();
    List<String> words = new ArrayList<>(own(viewer, prediction.about()));
    words.addAll(words(recorded));
    return VersionedEntry.put(
        key(viewer, prediction.about()),
        VersionedEntry.bytes(
            FORMAT,
            ChronoUnit.MICROS.between(Instant.EPOCH, prediction.madeAt()),
            recorded.number(),
            words),
        RecordedPrediction.life(recorded.tier()));
  }

  private static List<String> words(RecordedPrediction recorded) {
    Prediction prediction = recorded.prediction();
    return List.of(
        prediction.id().value(),
        Objects.toString(prediction.user(), ""),
        prediction.version(),
        Words.of(prediction.value().direction()),
        prediction.value().price() == null ? "" : prediction.value().price().toPlainString(),
        prediction.value().confidence().toPlainString(),
        prediction.madeAt().toString(),
        Objects.toString(prediction.validUntil(), ""),
        prediction.features() == null ? "" : prediction.features().value(),
        recorded.tier().word(),
        Long.toString(recorded.number()),
        recorded.recordedAt().toString());
  }

  /** What the bytes say; empty unless we wrote them, for that viewer and key. */
  static Optional<RecordedPrediction> of(
      Viewer viewer, Prediction.Key key, byte @Nullable [] stored) {
    return VersionedEntry.read(
        FORMAT, own(viewer, key), stored, words -> prediction(key, words.iterator()));
  }

  private static RecordedPrediction prediction(Prediction.Key key, Iterator<String> next) {
    Prediction prediction =
        new Prediction(
            new PredictionId(next.next()),
            given(next.next(), UserId::new),
            key,
            next.next(),
            new Prediction.Value(
                Prediction.Direction.of(next.next()),
                given(next.next(), BigDecimal::new),
                new BigDecimal(next.next())),
            Instant.parse(next.next()),
            given(next.next(), Instant::parse),
            given(next.next(), JsonText::new));
    return new RecordedPrediction(
        prediction,
        Tier.of(next.next()),
        Long.parseLong(next.next()),
        Instant.parse(next.next()));
  }

  private static <T> @Nullable T given(String text, Function<String, T> of) {
    return text.isEmpty() ? null : of.apply(text);
  }
}
