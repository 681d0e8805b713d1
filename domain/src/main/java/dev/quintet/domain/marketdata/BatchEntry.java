package dev.quintet.domain.marketdata;

import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Instant;

/**
 * What the ledger keeps of a batch.
 *
 * @param subject who sent it, and is billed for it
 * @param contentHash SHA-256 of the content as it was offered, 64 hexadecimal digits
 * @param receivedAt microseconds
 */
public record BatchEntry(
    Subject subject,
    BatchId batchId,
    Kind kind,
    String contentHash,
    int accepted,
    int rejected,
    Instant receivedAt) {

  /** What its rows are. Ticks are metered, imported bars are not. */
  public enum Kind {
    TICKS,
    BARS
  }

  public TenantId tenant() {
    return subject.tenant();
  }
}
