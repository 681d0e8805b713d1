package dev.quintet.adapters.out.memory;

import dev.quintet.domain.predictions.Prediction;
import dev.quintet.domain.predictions.PredictionFilter;
import dev.quintet.domain.predictions.PredictionId;
import dev.quintet.domain.predictions.PredictionIndex;
import dev.quintet.domain.predictions.RecordedPrediction;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Predictions by their ids; a store beside that of the record. */
public final class MemoryPredictionIndex implements PredictionIndex {

  private final Map<TenantId, Map<PredictionId, RecordedPrediction>> all = new HashMap<>();

  @Override
  public StoreName store() {
    return MemoryFillIndex.STORE;
  }

  @Override
  public synchronized void put(
      TenantId tenant, List<RecordedPrediction> predictions, Deadline deadline) {
    MemoryFailures.check(deadline);
    Map<PredictionId, RecordedPrediction> own =
        all.computeIfAbsent(tenant, id -> new HashMap<>());
    predictions.forEach(it -> own.put(it.prediction().id(), it));
  }

  @Override
  public synchronized Page<RecordedPrediction> list(
      Viewer viewer,
      PredictionFilter filter,
      @Nullable Cursor after,
      int limit,
      Deadline deadline) {
    MemoryFailures.check(deadline);
    Listing listing = filter.listing(viewer);
    Last last =
        after == null
            ? null
            : listing.position(
                after,
                2,
                parts -> new Last(Instant.parse(parts.get(0)), Long.parseLong(parts.get(1))));
    List<RecordedPrediction> found =
        all.getOrDefault(viewer.tenant(), Map.of()).values().stream()
            .filter(it -> viewer.user() == null || viewer.user().equals(it.prediction().user()))
            .filter(it -> passes(it.prediction(), filter))
            .filter(it -> last == null || last.isBefore(it))
            .sorted(RecordedPrediction.ORDER)
            .limit(limit + 1L)
            .toList();
    return listing.page(
        found,
        limit,
        it -> List.of(it.prediction().madeAt().toString(), Long.toString(it.number())));
  }

  private static boolean passes(Prediction prediction, PredictionFilter filter) {
    Prediction.Key about = prediction.about();
    return (filter.symbol() == null || filter.symbol().equals(about.symbol()))
        && (filter.timeframe() == null || filter.timeframe().equals(about.timeframe()))
        && (filter.model() == null || filter.model().equals(about.model()))
        && (filter.version() == null || filter.version().equals(prediction.version()))
        && (filter.from() == null || !prediction.madeAt().isBefore(filter.from()))
        && (filter.to() == null || prediction.madeAt().isBefore(filter.to()));
  }

  private record Last(Instant at, long number) {

    boolean isBefore(RecordedPrediction recorded) {
      int order = at.compareTo(recorded.prediction().madeAt());
      return order < 0 || (order == 0 && number < recorded.number());
    }
  }
}
