package dev.quintet.domain.subscriptions;

import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was agreed with a tenant, or for one of its users, in place of what the plan says. Of several
 * that are in force for the same, the one of the highest version holds, alone.
 *
 * @param user null: the tenant
 * @param version 1, 2, … of the tenant
 * @param from when it begins
 * @param to exclusive; null: no end
 * @param price of a cycle in place of the plan's; null: the plan's
 * @param usage in place of the plan's for their types
 * @param limits in place of the plan's of their names
 * @param unlimited names of limits of the plan that do not hold
 */
public record PlanOverride(
    TenantId tenant,
    @Nullable UserId user,
    int version,
    Instant from,
    @Nullable Instant to,
    @Nullable Money price,
    List<UsagePrice> usage,
    List<Limit> limits,
    List<Limit.Name> unlimited) {

  public PlanOverride {
    from = from.truncatedTo(ChronoUnit.MICROS);
    to = to == null ? null : to.truncatedTo(ChronoUnit.MICROS);
    if (to != null && !from.isBefore(to)) {
      throw ProblemException.invalid("to", "must be after from");
    }
    if (price != null && (price.isNegative() || !price.equals(price.rounded()))) {
      throw ProblemException.invalid(
          "price", "must be 0 or more, and a whole number of the currency's smallest unit");
    }
    usage = PriceVersion.distinctUsage(usage);
    limits = PriceVersion.distinctLimits(limits);
    unlimited = List.copyOf(unlimited);
    if (unlimited.size() > Limit.Name.values().length) {
      throw ProblemException.invalid("unlimited", "must name each limit once");
    }
    if (limits.stream().map(Limit::name).anyMatch(unlimited::contains)) {
      throw ProblemException.invalid("unlimited", "must not name what has a limit");
    }
  }

  public boolean holds(Instant at) {
    return !at.isBefore(from) && (to == null || at.isBefore(to));
  }

  /** The same with the number it got. */
  public PlanOverride numbered(int number) {
    return new PlanOverride(tenant, user, number, from, to, price, usage, limits, unlimited);
  }
}
