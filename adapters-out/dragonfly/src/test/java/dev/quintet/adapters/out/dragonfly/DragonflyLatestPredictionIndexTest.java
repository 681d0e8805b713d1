package dev.quintet.adapters.out.dragonfly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.LatestPredictionIndexContract;
import dev.quintet.adapters.out.contract.PredictionLogContract;
import dev.quintet.domain.predictions.LatestPredictionIndex;
import dev.quintet.domain.predictions.Prediction;
import dev.quintet.domain.predictions.RecordedPrediction;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.tenancy.Viewer;
import dev.quintet.engines.SharedEngines;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DragonflyLatestPredictionIndexTest implements LatestPredictionIndexContract {

  private TestDragonfly dragonfly;

  @BeforeAll
  void open() {
    dragonfly =
        new TestDragonfly(SharedEngines.redis(), Map.of("quintet.dragonfly.command-timeout", "1s"));
    dragonfly.awaitAnswers(Duration.ofSeconds(20));
  }

  @AfterAll
  void close() {
    dragonfly.close();
  }

  @Override
  public LatestPredictionIndex index() {
    return dragonfly.bean(LatestPredictionIndex.class);
  }

  @Test
  void anEntryLivesAsLongAsItsTierSays() {
    Prediction prediction = PredictionLogContract.prediction("p", null, 0);
    for (Tier tier : Tier.values()) {
      Viewer viewer = Viewer.of(Fresh.tenant());
      index()
          .put(
              viewer,
              List.of(new RecordedPrediction(prediction, tier, 1, prediction.madeAt())),
              Fresh.deadline());
      long life = RecordedPrediction.life(tier).toMillis();
      assertThat(dragonfly.raw().pttl(PredictionEntry.key(viewer, prediction.about())))
          .isBetween(life - 20_000, life);
    }
  }

  @Test
  void anEntryNamesWhoseItIs() {
    Viewer own = Viewer.of(Fresh.tenant());
    RecordedPrediction recorded = PredictionLogContract.recorded("p", null, 0, 1);
    index().put(own, List.of(recorded), Fresh.deadline());
    byte[] entry =
        dragonfly.raw().get(PredictionEntry.key(own, recorded.prediction().about()));
    for (Viewer other :
        List.of(Viewer.of(Fresh.tenant()), new Viewer(own.tenant(), new UserId("ann")))) {
      dragonfly.raw().set(PredictionEntry.key(other, recorded.prediction().about()), entry);
      assertThat(find(other)).isEmpty();
    }
    byte[] cut = Arrays.copyOf(entry, entry.length - 29);
    dragonfly.raw().set(PredictionEntry.key(own, recorded.prediction().about()), cut);
    assertThat(find(own)).isEmpty();
  }
}
