package dev.quintet.domain.predictions;

import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Exact;
import dev.quintet.domain.shared.JsonText;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.UserId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a model predicted of a symbol; a fact that does not change.
 *
 * @param id unique in the tenant
 * @param user whose it is; null: the tenant's own
 * @param about what it is a prediction of, and by which model
 * @param version of the model: 1 to 64 characters of {@code A-Z a-z 0-9 . _ : / -}
 * @param value what was predicted
 * @param madeAt UTC, microseconds, from 1970 on
 * @param validUntil exclusive; after {@code madeAt}, and at most {@link #LONGEST} after it; null: as long as the
 *     tier of its owner says
 * @param features that the model was given; null: not kept
 */
public record Prediction(
    PredictionId id,
    @Nullable UserId user,
    Key about,
    String version,
    Value value,
    Instant madeAt,
    @Nullable Instant validUntil,
    @Nullable JsonText features) {

  /** The longest time for which a prediction holds. */
  public static final Duration LONGEST = Duration.ofDays(366);

  private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9._:/-]{1,64}");

  /** Where the price goes. */
  public enum Direction {
    UP,
    DOWN,
    FLAT;

    public static Direction of(String word) {
      return Words.find("direction", word, values(), Words::of);
    }
  }

  /**
   * Predictions of one key follow each other: the latest takes the place of the others.
   *
   * @param timeframe of the bars that they are about
   * @param model its name, of whatever version: 1 to 64 characters of {@code A-Z a-z 0-9 . _ : / -}
   */
  public record Key(Symbol symbol, Interval timeframe, String model) {

    public Key {
      checkModel("model", model);
    }

    @Override
    public String toString() {
      return symbol + " " + timeframe.text() + " by " + model;
    }
  }

  /**
   * What was predicted.
   *
   * @param price more than 0, at most {@value #PRICE_SCALE} digits after the point and ten before it; null: none
   * @param confidence 0 to 1, at most {@value Exact#SHARE_SCALE} digits after the point
   */
  public record Value(Direction direction, @Nullable BigDecimal price, BigDecimal confidence) {

    /** Digits after the point of a price. */
    public static final int PRICE_SCALE = 8;

    private static final int PRICE_DIGITS = 10;

    public Value {
      confidence = Exact.share("confidence", confidence);
      if (price != null) {
        price = Exact.of("price", price, PRICE_SCALE, PRICE_DIGITS);
        if (price.signum() <= 0) {
          throw ProblemException.invalid("price", "must be more than 0");
        }
      }
    }
  }

  public Prediction {
    checkModel("model_version", version);
    madeAt = madeAt.truncatedTo(ChronoUnit.MICROS);
    if (madeAt.isBefore(Instant.EPOCH)) {
      throw ProblemException.invalid("made_at", "is before 1970");
    }
    if (validUntil != null) {
      validUntil = validUntil.truncatedTo(ChronoUnit.MICROS);
      if (!validUntil.isAfter(madeAt)) {
        throw ProblemException.invalid("valid_until", "must be after made_at");
      }
      if (Duration.between(madeAt, validUntil).compareTo(LONGEST) > 0) {
        throw ProblemException.invalid(
            "valid_until", "must be at most " + LONGEST.toDays() + " days after made_at");
      }
    }
  }

  /** The same prediction of that owner. */
  public Prediction ownedBy(@Nullable UserId owner) {
    return new Prediction(id, owner, about, version, value, madeAt, validUntil, features);
  }

  static void checkModel(String field, String text) {
    if (!MODEL.matcher(text).matches()) {
      throw ProblemException.invalid(
          field, "must be 1 to 64 characters of A-Z, a-z, 0-9 and . _ : / -");
    }
  }
}
