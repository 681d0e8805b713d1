package dev.quintet.domain.subscriptions;

import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That much of a limit is used up.
 *
 * @param user whose subscription it is; null: the tenant's
 * @param cycle its first day
 * @param percent one of {@link #PERCENTS}
 * @param at microseconds
 */
public record QuotaWarning(
    TenantId tenant,
    @Nullable UserId user,
    Limit.Name limit,
    LocalDate cycle,
    int percent,
    long used,
    long most,
    Instant at) {

  /** Of a limit, from which on somebody is warned. */
  public static final List<Integer> PERCENTS = List.of(80, 100);
}
