package dev.quintet.planted.engines;

import dev.quintet.planted.domain.tenancy.TenantId;

/** An engine knows no tenants. */
record TenantEngine(TenantId tenant) {}
