package dev.quintet.planted.client;

import dev.quintet.planted.domain.tenancy.TenantId;

/** Carries the inside of the service to its callers. */
record InsideClient(TenantId tenant) {}
