package dev.quintet.domain.predictions;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.Viewer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The latest prediction of each key, for as long as its tier says, where it is found at once; derived from the
 * record. It may lose any of them at any time: what is not there says nothing.
 */
public interface LatestPredictionIndex {

  /** Which store this is. */
  StoreName store();

  /**
   * Keeps for each key the latest of these and of what is there, by {@link RecordedPrediction#ORDER}, in
   * whatever order they come, for the {@linkplain RecordedPrediction#life life} of its tier from now on. Whoever
   * puts has read from the record less than the shortest life ago what the latest was.
   *
   * @param viewer whose latest they are: of a user, or of all of a tenant
   * @throws dev.quintet.domain.shared.ProblemException Unavailable: some may be kept
   */
  void put(Viewer viewer, List<RecordedPrediction> predictions, Deadline deadline);

  /**
   * The latest prediction of a key that the viewer sees, which may be current no more, without waiting: the
   * answer is given once, perhaps by another thread, which must not be held up. Empty also when the store is
   * away.
   */
  void find(
      Viewer viewer, Prediction.Key key, Consumer<Optional<RecordedPrediction>> answer);
}
