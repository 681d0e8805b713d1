package dev.quintet.domain.operations;

import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A change that a store does not have yet.
 *
 * @param position within the tenant's rows for the store, in the order in which they were written
 * @param owner null: the tenant's own
 * @param refusals how often the store refused it
 */
public record OutboxRow(
    long position,
    OperationId operation,
    TenantId tenant,
    @Nullable UserId owner,
    Change change,
    int refusals) {}
