package dev.quintet.planted.domain.tenancy;

/** A tenant as Redis has it: the domain knows no store. */
record CachedTenant(TenantId tenant) {}
