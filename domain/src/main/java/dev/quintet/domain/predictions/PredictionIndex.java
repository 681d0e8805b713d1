package dev.quintet.domain.predictions;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The history of predictions with their features, derived from the record of them. */
public interface PredictionIndex {

  /** The name of {@link #list}. */
  String LISTING = "predictions";

  /** Which store this is. */
  StoreName store();

  /** Keeps these predictions, which are durable on return. One that is there already changes nothing. */
  void put(TenantId tenant, List<RecordedPrediction> predictions, Deadline deadline);

  /** Predictions that the viewer sees, in the order in which they were made, then recorded. */
  Page<RecordedPrediction> list(
      Viewer viewer,
      PredictionFilter filter,
      @Nullable Cursor after,
      int limit,
      Deadline deadline);
}
