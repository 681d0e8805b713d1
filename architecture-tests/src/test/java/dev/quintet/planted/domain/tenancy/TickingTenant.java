package dev.quintet.planted.domain.tenancy;

import dev.quintet.planted.domain.marketdata.Tick;

/** Tenancy knows nothing of market data. */
record TickingTenant(TenantId tenant, Tick last) {}
