package dev.quintet.domain.marketdata;

import dev.quintet.domain.tenancy.TenantId;
import java.time.Instant;

/**
 * What the ledger keeps of a batch.
 *
 * @param contentHash SHA-256 of the content as it was offered, 64 hexadecimal digits
 * @param receivedAt microseconds
 */
public record BatchEntry(
    TenantId tenant,
    BatchId batchId,
    String contentHash,
    int accepted,
    int rejected,
    Instant receivedAt) {}
