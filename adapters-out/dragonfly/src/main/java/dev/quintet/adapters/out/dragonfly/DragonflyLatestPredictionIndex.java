package dev.quintet.adapters.out.dragonfly;

import dev.quintet.domain.predictions.LatestPredictionIndex;
import dev.quintet.domain.predictions.Prediction;
import dev.quintet.domain.predictions.RecordedPrediction;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.Viewer;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The latest prediction of a key, for all of a tenant and for each owner, each under a key of its own. */
@Singleton
final class DragonflyLatestPredictionIndex implements LatestPredictionIndex {

  private final DragonflyPipeline pipeline;

  DragonflyLatestPredictionIndex(DragonflyPipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Override
  public StoreName store() {
    return DragonflyFailures.STORE;
  }

  @Override
  public void put(Viewer viewer, List<RecordedPrediction> predictions, Deadline deadline) {
    pipeline.put(
        "put predictions",
        predictions.stream().map(it -> PredictionEntry.put(viewer, it)).toList(),
        deadline);
  }

  @Override
  public void find(
      Viewer viewer, Prediction.Key key, Consumer<Optional<RecordedPrediction>> answer) {
    pipeline.get(
        "find prediction",
        PredictionEntry.key(viewer, key),
        stored -> answer.accept(PredictionEntry.of(viewer, key, stored)));
  }
}
