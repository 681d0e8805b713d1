package dev.quintet.domain.predictions;

import dev.quintet.domain.tenancy.Tier;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;

/**
 * A prediction as it was recorded.
 *
 * @param tier of its user then; of the tenant where it is no user's
 * @param number of two predictions of one time that with the higher one is the later; not negative
 * @param recordedAt UTC, microseconds
 */
public record RecordedPrediction(
    Prediction prediction, Tier tier, long number, Instant recordedAt) {

  /** The latest last. */
  public static final Comparator<RecordedPrediction> ORDER =
      Comparator.<RecordedPrediction, Instant>comparing(it -> it.prediction().madeAt())
          .thenComparing(RecordedPrediction::number);

  public RecordedPrediction {
    recordedAt = recordedAt.truncatedTo(ChronoUnit.MICROS);
  }

  /** How long a prediction is found at once, and is current if it does not state how long. */
  public static Duration life(Tier tier) {
    return switch (tier) {
      case FREE -> Duration.ofSeconds(300);
      case PRO -> Duration.ofSeconds(60);
      case ENTERPRISE -> Duration.ofSeconds(30);
    };
  }

  /** Until when it is current, exclusive: as it states, else a {@link #life} after it was made. */
  public Instant until() {
    Instant stated = prediction.validUntil();
    return stated == null ? prediction.madeAt().plus(life(tier)) : stated;
  }

  public boolean isCurrent(Instant now) {
    return now.isBefore(until());
  }

  /** How long ago it was made; not negative. */
  public Duration age(Instant now) {
    Duration age = Duration.between(prediction.madeAt(), now);
    return age.isNegative() ? Duration.ZERO : age;
  }
}
