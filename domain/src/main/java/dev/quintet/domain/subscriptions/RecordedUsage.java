package dev.quintet.domain.subscriptions;

import dev.quintet.domain.shared.Cursor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as the ledger holds it.
 *
 * @param recordedAt by the ledger's clock, microseconds
 * @param correction it came later than the ledger waits ({@link UsageLedger#GRACE}), so a reader may
 *     have read that everything up to its time was complete
 * @param bookedAt when it counts: at its time; or when it was recorded, if the period of its time was
 *     closed then
 * @param corrects the closed period that it belongs to; null: it is booked in its own
 * @param position where the export goes on after it
 */
public record RecordedUsage(
    UsageEvent event,
    Instant recordedAt,
    boolean correction,
    Instant bookedAt,
    @Nullable BillingPeriod corrects,
    Cursor position) {

  /** The one whose statement it is in. */
  public BillingPeriod period() {
    return BillingPeriod.of(bookedAt);
  }
}
