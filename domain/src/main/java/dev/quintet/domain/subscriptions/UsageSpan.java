package dev.quintet.domain.subscriptions;

import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Whose usage of which days is asked for.
 *
 * @param user null: of the whole tenant
 * @param from of UTC, on which it is booked
 * @param to exclusive
 */
public record UsageSpan(TenantId tenant, @Nullable UserId user, LocalDate from, LocalDate to) {}
