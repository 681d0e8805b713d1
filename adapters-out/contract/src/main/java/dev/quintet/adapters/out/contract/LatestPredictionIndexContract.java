package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.PredictionLogContract.recorded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.predictions.LatestPredictionIndex;
import dev.quintet.domain.predictions.Prediction;
import dev.quintet.domain.predictions.RecordedPrediction;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.tenancy.Viewer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every {@link LatestPredictionIndex} does. */
public interface LatestPredictionIndexContract {

  LatestPredictionIndex index();

  private void put(Viewer viewer, RecordedPrediction... predictions) {
    index().put(viewer, List.of(predictions), Fresh.deadline());
  }

  /** Of {@link PredictionLogContract#TREND}. */
  default Optional<RecordedPrediction> find(Viewer viewer) {
    return find(viewer, PredictionLogContract.TREND);
  }

  private Optional<RecordedPrediction> find(Viewer viewer, Prediction.Key key) {
    CompletableFuture<Optional<RecordedPrediction>> answer = new CompletableFuture<>();
    index().find(viewer, key, answer::complete);
    return answer.orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Test
  default void theLatestStaysWhateverComesLater() {
    Viewer all = Viewer.of(Fresh.tenant());
    Prediction.Key trend = PredictionLogContract.TREND;
    assertThat(find(all)).isEmpty();
    put(all, recorded("b", null, 2, 300), recorded("a", null, 1, 900));
    assertThat(find(all)).contains(recorded("b", null, 2, 300));
    put(all, recorded("c", null, 2, 255));
    assertThat(find(all)).contains(recorded("b", null, 2, 300));
    put(all, recorded("d", null, 2, 301));
    assertThat(find(all)).contains(recorded("d", null, 2, 301));
    put(all);
    for (Prediction.Key other :
        List.of(
            new Prediction.Key(new Symbol("DAX"), trend.timeframe(), trend.model()),
            new Prediction.Key(trend.symbol(), Interval.HOUR, trend.model()),
            new Prediction.Key(trend.symbol(), trend.timeframe(), "trend2"))) {
      assertThat(find(all, other)).isEmpty();
    }
    assertThat(find(Viewer.of(Fresh.tenant()))).isEmpty();
  }

  @Test
  default void eachViewerHasItsOwnLatest() {
    TenantId tenant = Fresh.tenant();
    Viewer ann = new Viewer(tenant, new UserId("ann"));
    RecordedPrediction own = recorded("a", ann.user(), 1, 1);
    RecordedPrediction common = recorded("b", null, 2, 2);
    put(ann, own);
    put(Viewer.of(tenant), common);
    assertThat(find(Viewer.of(tenant))).contains(common);
    assertThat(find(ann)).contains(own);
    assertThat(find(new Viewer(tenant, new UserId("bob")))).isEmpty();
    RecordedPrediction extreme = PredictionLogContract.extreme();
    put(ann, extreme);
    assertThat(find(ann, extreme.prediction().about())).contains(extreme);
  }
}
