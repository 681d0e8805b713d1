package dev.quintet.client;

import java.time.Instant;

/**
 * A fill as it was recorded, or corrected.
 *
 * @param user who owns the account
 * @param tier of that user when the fill was recorded: {@code free}, {@code pro} or {@code enterprise}; empty:
 *     it was recorded before tiers were kept
 * @param sequence of what made it as it is, among all fills and events of its account
 */
public record RecordedFill(
    Fill fill, String user, String tier, long sequence, Instant recordedAt) {

  static RecordedFill of(dev.quintet.trades.v1.RecordedFill recorded) {
    return new RecordedFill(
        Fill.of(recorded.getFill()),
        recorded.getUserId(),
        recorded.getTier(),
        recorded.getSequence(),
        Times.ofMicros(recorded.getRecordedAtMicros()));
  }
}
