package dev.quintet.domain.subscriptions;

import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The sum of a group. What is not grouped by is null; so is the user of usage that has none.
 *
 * @param day of UTC, on which it is booked
 * @param corrects the closed period that it belongs to; null too for what is booked in its own
 * @param count with the corrections
 * @param corrections the part of it that was recorded late
 */
public record UsageTotal(
    TenantId tenant,
    @Nullable LocalDate day,
    @Nullable BillingPeriod period,
    @Nullable UsageType type,
    @Nullable ServiceName service,
    @Nullable UserId user,
    @Nullable BillingPeriod corrects,
    long count,
    long corrections) {

  /** By which totals are ordered: tenant, day, period, type, service, user, corrects; empty for null. */
  public List<String> position() {
    return List.of(
        tenant.value(),
        Objects.toString(day, ""),
        Objects.toString(period, ""),
        type == null ? "" : type.word(),
        Objects.toString(service, ""),
        Objects.toString(user, ""),
        Objects.toString(corrects, ""));
  }
}
