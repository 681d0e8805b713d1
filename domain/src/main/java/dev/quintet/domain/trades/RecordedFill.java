package dev.quintet.domain.trades;

import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A fill as it was recorded, or corrected.
 *
 * @param user who owns the account
 * @param tier of that user when the fill was recorded, which a correction leaves as it was; null: it was
 *     recorded before tiers were kept
 * @param sequence of what made it as it is, among all fills and other events of its account: 1 for the
 *     first, and rising: what changes many trades takes several. A corrected fill has that of its correction,
 *     an annulled one that of its bust
 * @param recordedAt UTC, microseconds
 * @param annulled it counts no longer
 */
public record RecordedFill(
    Fill fill,
    UserId user,
    @Nullable Tier tier,
    long sequence,
    Instant recordedAt,
    boolean annulled) {

  /** One that counts. */
  public RecordedFill(
      Fill fill, UserId user, @Nullable Tier tier, long sequence, Instant recordedAt) {
    this(fill, user, tier, sequence, recordedAt, false);
  }

  public RecordedFill {
    recordedAt = recordedAt.truncatedTo(ChronoUnit.MICROS);
  }
}
