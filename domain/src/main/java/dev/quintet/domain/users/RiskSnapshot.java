package dev.quintet.domain.users;

import dev.quintet.domain.shared.JsonText;
import dev.quintet.domain.tenancy.UserId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What risk management measured, as it gave it.
 *
 * @param id the caller's, 1 to 128 of {@code A-Z a-z 0-9 . _ : -}, unique in the tenant
 * @param account null: of the user as a whole
 * @param takenAt UTC, microseconds
 */
public record RiskSnapshot(
    String id, UserId user, @Nullable AccountId account, JsonText content, Instant takenAt) {

  public RiskSnapshot {
    Notification.checkId("snapshot_id", id);
    takenAt = takenAt.truncatedTo(ChronoUnit.MICROS);
  }
}
