package dev.quintet.domain.predictions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.tenancy.Tier;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PredictionTest {

  private static final Instant AT = Instant.parse("2026-02-03T04:05:06.789012Z");
  private static final Prediction.Value UP = value("1.08", "0.5");

  private static Prediction.Value value(@Nullable String price, String confidence) {
    return new Prediction.Value(
        Prediction.Direction.UP,
        price == null ? null : new BigDecimal(price),
        new BigDecimal(confidence));
  }

  private static Prediction prediction(String version, Instant at, @Nullable Instant until) {
    return new Prediction(
        new PredictionId("p"),
        null,
        new Prediction.Key(new Symbol("DAX"), Interval.HOUR, "trend"),
        version,
        UP,
        at,
        until,
        null);
  }

  private static void refused(String field, ThrowingCallable made) {
    assertThatThrownBy(made).hasMessageStartingWith(field + ": ");
  }

  @Test
  void whatNoPredictionMayBeIsRefusedWithItsName() {
    refused("prediction_id", () -> new PredictionId("a b"));
    refused("prediction_id", () -> new PredictionId("a".repeat(101)));
    refused("model", () -> new Prediction.Key(new Symbol("DAX"), Interval.HOUR, ""));
    refused("model", () -> new Prediction.Key(new Symbol("DAX"), Interval.HOUR, "a\nb"));
    refused("model_version", () -> prediction("v".repeat(65), AT, null));
    refused("direction", () -> Prediction.Direction.of("sideways"));
    refused("price", () -> value("0", "1"));
    refused("price", () -> value("-1", "1"));
    refused("price", () -> value("10000000000", "1"));
    refused("price", () -> value("1.123456789", "1"));
    refused("confidence", () -> value(null, "1.00000001"));
    refused("confidence", () -> value(null, "-0.00000001"));
    refused("confidence", () -> value(null, "0.123456789"));
    refused("made_at", () -> prediction("1", Instant.EPOCH.minusNanos(1), null));
    refused("valid_until", () -> prediction("1", AT, AT));
    refused("valid_until", () -> prediction("1", AT, AT.plusNanos(999)));
    refused("valid_until", () -> prediction("1", AT, AT.plus(Prediction.LONGEST).plusNanos(1000)));
    refused("to", () -> new PredictionFilter(null, null, null, null, AT, AT));
    refused("model", () -> new PredictionFilter(null, null, "", null, null, null));
    refused("model_version", () -> new PredictionFilter(null, null, null, "?", null, null));
    assertThat(value("9999999999.99999999", "1").confidence())
        .isEqualTo(new BigDecimal("1.00000000"));
  }

  @Test
  void aPredictionIsCurrentAsLongAsItStatesOrAsItsTierSays() {
    for (Tier tier : Tier.values()) {
      Duration life = RecordedPrediction.life(tier);
      RecordedPrediction stated =
          new RecordedPrediction(prediction("1", AT, AT.plusSeconds(3_600)), tier, 1, AT);
      assertThat(stated.until()).isEqualTo(AT.plusSeconds(3_600));
      RecordedPrediction other = new RecordedPrediction(prediction("1", AT, null), tier, 1, AT);
      assertThat(other.until()).isEqualTo(AT.plus(life));
      assertThat(other.isCurrent(AT.plus(life).minusNanos(1))).isTrue();
      assertThat(other.isCurrent(AT.plus(life))).isFalse();
      assertThat(other.age(AT.plusSeconds(7))).isEqualTo(Duration.ofSeconds(7));
      assertThat(other.age(AT.minusSeconds(7))).isEqualTo(Duration.ZERO);
    }
    assertThat(RecordedPrediction.life(Tier.FREE)).isEqualTo(Duration.ofSeconds(300));
    assertThat(RecordedPrediction.life(Tier.PRO)).isEqualTo(Duration.ofSeconds(60));
    assertThat(RecordedPrediction.life(Tier.ENTERPRISE)).isEqualTo(Duration.ofSeconds(30));
  }
}
