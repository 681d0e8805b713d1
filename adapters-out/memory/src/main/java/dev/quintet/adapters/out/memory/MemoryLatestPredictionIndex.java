package dev.quintet.adapters.out.memory;

import dev.quintet.domain.predictions.LatestPredictionIndex;
import dev.quintet.domain.predictions.Prediction;
import dev.quintet.domain.predictions.RecordedPrediction;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.Viewer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;

/** The latest prediction of each key and viewer; they do not expire. */
public final class MemoryLatestPredictionIndex implements LatestPredictionIndex {

  private record Place(Viewer viewer, Prediction.Key key) {}

  private final Map<Place, RecordedPrediction> all = new ConcurrentHashMap<>();

  @Override
  public StoreName store() {
    return MemoryQuoteCache.STORE;
  }

  @Override
  public void put(Viewer viewer, List<RecordedPrediction> predictions, Deadline deadline) {
    MemoryFailures.check(deadline);
    for (RecordedPrediction it : predictions) {
      RecordedPrediction unused =
          all.merge(
              new Place(viewer, it.prediction().about()),
              it,
              BinaryOperator.maxBy(RecordedPrediction.ORDER));
    }
  }

  @Override
  public void find(
      Viewer viewer, Prediction.Key key, Consumer<Optional<RecordedPrediction>> answer) {
    answer.accept(Optional.ofNullable(all.get(new Place(viewer, key))));
  }
}
