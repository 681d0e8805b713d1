package dev.quintet.domain.marketdata;

import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import java.time.Instant;

/**
 * A batch on its way to the store, with whose it is.
 *
 * @param receivedAt the version of its rows, microseconds; never the same for two batches of one
 *     process
 */
public record TenantTicks(TenantId tenant, Tier tier, TickBatch batch, Instant receivedAt) {}
