package dev.quintet.domain.predictions;

import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Viewer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which predictions are asked for. A null filter lets everything through.
 *
 * @param model of whatever version
 * @param from when it was made, inclusive
 * @param to exclusive
 */
public record PredictionFilter(
    @Nullable Symbol symbol,
    @Nullable Interval timeframe,
    @Nullable String model,
    @Nullable String version,
    @Nullable Instant from,
    @Nullable Instant to) {

  /** Lets everything through. */
  public static final PredictionFilter ALL =
      new PredictionFilter(null, null, null, null, null, null);

  public PredictionFilter {
    if (model != null) {
      Prediction.checkModel("model", model);
    }
    if (version != null) {
      Prediction.checkModel("model_version", version);
    }
    if (from != null && to != null && !from.isBefore(to)) {
      throw ProblemException.invalid("to", "must be after from");
    }
  }

  /** Of what it lets through for that viewer. */
  public Listing listing(Viewer viewer) {
    return Listing.of(
        PredictionIndex.LISTING,
        viewer.tenant(),
        viewer.user(),
        symbol,
        timeframe == null ? null : timeframe.seconds(),
        model,
        version,
        from,
        to);
  }
}
