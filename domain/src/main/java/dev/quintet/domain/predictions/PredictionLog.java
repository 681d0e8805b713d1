package dev.quintet.domain.predictions;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.Viewer;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Write;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Predictions, which are only added; durable on return. */
public interface PredictionLog {

  /**
   * Adds predictions of one owner, each once for its write, together with their receipts and what other stores
   * are to have of them, {@link PredictionChange}: all that are fresh, or none. With each goes the tier of its
   * user as it is now.
   *
   * @param tier of the tenant, where there is no user
   * @param stores the words of those that derive predictions
   * @param writes one for each prediction, in their order
   * @return for each what became of it, in their order
   */
  List<Answer> append(
      TenantId tenant,
      List<Prediction> predictions,
      Tier tier,
      Set<String> stores,
      List<Write> writes,
      Deadline deadline);

  /** The latest of each of these keys that the viewer sees, in no order; none of a key that has none. */
  List<RecordedPrediction> latest(
      Viewer viewer, Collection<Prediction.Key> keys, Deadline deadline);

  /** Those of these ids, of every owner, in no order. */
  List<RecordedPrediction> find(
      TenantId tenant, Collection<PredictionId> ids, Deadline deadline);
}
