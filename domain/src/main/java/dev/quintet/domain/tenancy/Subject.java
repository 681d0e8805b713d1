package dev.quintet.domain.tenancy;

import org.jspecify.annotations.Nullable;

/**
 * For whom work is done and metered.
 *
 * @param service of the tenant, that called
 * @param user of the tenant, null when the call was for none
 */
public record Subject(TenantId tenant, ServiceName service, @Nullable UserId user) {}
