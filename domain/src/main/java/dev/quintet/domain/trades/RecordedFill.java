package dev.quintet.domain.trades;

import dev.quintet.domain.tenancy.UserId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A fill as it was recorded.
 *
 * @param user who owns the account
 * @param sequence 1 for the first that was recorded of its account, without a gap
 * @param recordedAt UTC, microseconds
 */
public record RecordedFill(Fill fill, UserId user, long sequence, Instant recordedAt) {

  public RecordedFill {
    recordedAt = recordedAt.truncatedTo(ChronoUnit.MICROS);
  }
}
