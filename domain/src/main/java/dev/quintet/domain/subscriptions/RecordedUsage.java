package dev.quintet.domain.subscriptions;

import dev.quintet.domain.shared.Cursor;
import java.time.Instant;

/**
 * An event as the ledger holds it.
 *
 * @param recordedAt by the ledger's clock, microseconds
 * @param correction it came later than the ledger waits ({@link UsageLedger#GRACE}), so a reader may
 *     have read that everything up to its time was complete
 * @param position where the export goes on after it
 */
public record RecordedUsage(
    UsageEvent event, Instant recordedAt, boolean correction, Cursor position) {}
