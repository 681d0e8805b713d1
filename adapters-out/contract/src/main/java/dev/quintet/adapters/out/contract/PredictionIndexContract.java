package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.PredictionLogContract.recorded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.predictions.Prediction;
import dev.quintet.domain.predictions.PredictionFilter;
import dev.quintet.domain.predictions.PredictionIndex;
import dev.quintet.domain.predictions.RecordedPrediction;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.tenancy.Viewer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link PredictionIndex} does. */
public interface PredictionIndexContract extends PagingContract {

  UserId ANN = new UserId("ann");

  PredictionIndex index();

  private void put(TenantId tenant, List<RecordedPrediction> predictions) {
    index().put(tenant, predictions, Fresh.deadline());
  }

  private List<RecordedPrediction> list(Viewer viewer, PredictionFilter filter) {
    return index().list(viewer, filter, null, 100, Fresh.deadline()).items();
  }

  private static PredictionFilter made(Instant from, Instant to) {
    return new PredictionFilter(null, null, null, null, from, to);
  }

  @Override
  default List<Paged<?>> listings() {
    Prediction.Key trend = PredictionLogContract.TREND;
    List<Paged<?>> listings = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      TenantId tenant = Fresh.tenant();
      put(
          tenant,
          List.of(
              recorded("a", ANN, 1, 2),
              recorded("b", ANN, 1, 1),
              recorded("c", ANN, 0, 3),
              recorded("d", ANN, 1, 1L << 40),
              recorded("e", ANN, 2, 1)));
      for (PredictionFilter filter :
          List.of(
              PredictionFilter.ALL,
              new PredictionFilter(trend.symbol(), null, null, null, null, null),
              new PredictionFilter(null, trend.timeframe(), null, null, null, null),
              new PredictionFilter(null, null, "trend", null, null, null),
              new PredictionFilter(null, null, null, "2.1", null, null),
              new PredictionFilter(null, null, null, null, UsersContract.AT, null),
              new PredictionFilter(
                  null, null, null, null, null, UsersContract.AT.plusSeconds(3)))) {
        listings.add(
            (after, limit) ->
                index().list(Viewer.of(tenant), filter, after, limit, Fresh.deadline()));
      }
      listings.add(
          (after, limit) ->
              index()
                  .list(
                      new Viewer(tenant, ANN),
                      PredictionFilter.ALL,
                      after,
                      limit,
                      Fresh.deadline()));
    }
    return listings;
  }

  @Test
  default void predictionsAreThereOnceAsTheyWerePut() {
    TenantId tenant = Fresh.tenant();
    List<RecordedPrediction> all =
        List.of(
            PredictionLogContract.extreme(), recorded("a", null, 0, 1), recorded("b", ANN, 1, 2));
    put(tenant, all);
    put(tenant, all.subList(1, 3));
    put(tenant, List.of());
    assertThat(list(Viewer.of(tenant), PredictionFilter.ALL)).isEqualTo(all);
    assertThat(list(Viewer.of(Fresh.tenant()), PredictionFilter.ALL)).isEmpty();
    assertThat(list(new Viewer(tenant, ANN), PredictionFilter.ALL)).containsExactly(all.get(2));
    assertThat(list(new Viewer(tenant, new UserId("bob")), PredictionFilter.ALL)).isEmpty();
  }

  @Test
  default void aPredictionWithoutPriceEndAndFeaturesHasNone() {
    TenantId tenant = Fresh.tenant();
    Prediction full = PredictionLogContract.prediction("a", null, 0);
    RecordedPrediction bare =
        new RecordedPrediction(
            new Prediction(
                full.id(),
                null,
                full.about(),
                full.version(),
                new Prediction.Value(
                    Prediction.Direction.DOWN, null, full.value().confidence()),
                full.madeAt(),
                null,
                null),
            Tier.FREE,
            1,
            UsersContract.AT);
    put(tenant, List.of(bare));
    assertThat(list(Viewer.of(tenant), PredictionFilter.ALL)).containsExactly(bare);
  }

  @Test
  default void aFilterLetsThroughWhatItNames() {
    TenantId tenant = Fresh.tenant();
    Viewer viewer = Viewer.of(tenant);
    Prediction.Key trend = PredictionLogContract.TREND;
    List<RecordedPrediction> all = List.of(recorded("a", null, 0, 1), recorded("b", null, 1, 2));
    put(tenant, all);
    assertThat(
            list(
                viewer,
                new PredictionFilter(
                    trend.symbol(), trend.timeframe(), trend.model(), "2.1", null, null)))
        .isEqualTo(all);
    for (PredictionFilter none :
        List.of(
            new PredictionFilter(new Symbol("DAX"), null, null, null, null, null),
            new PredictionFilter(null, Interval.HOUR, null, null, null, null),
            new PredictionFilter(null, null, "tren", null, null, null),
            new PredictionFilter(null, null, null, "2", null, null))) {
      assertThat(list(viewer, none)).isEmpty();
    }
    Instant second = UsersContract.AT.plusSeconds(1);
    assertThat(list(viewer, made(second, second.plusSeconds(1)))).containsExactly(all.get(1));
    assertThat(list(viewer, made(UsersContract.AT, second))).containsExactly(all.get(0));
  }
}
