package dev.quintet.domain.subscriptions;

import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.ProblemException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a plan costs and allows from an instant on.
 *
 * @param version 1, 2, … of its plan
 * @param effectiveFrom for those who take the plan from then on
 * @param existingFrom when those who have the plan change over to it, not before {@code effectiveFrom};
 *     null: never
 * @param prices of a cycle by its length, in one currency, whole numbers of its smallest unit, not
 *     negative; at least one
 * @param minimum what a cycle costs at least, with overage, in the same currency
 * @param usage at most one for each type
 * @param limits at most one for each name
 */
public record PriceVersion(
    PlanId plan,
    int version,
    Instant effectiveFrom,
    @Nullable Instant existingFrom,
    Map<CycleLength, Money> prices,
    Money minimum,
    List<UsagePrice> usage,
    List<Limit> limits) {

  public PriceVersion {
    if (version < 1) {
      throw ProblemException.invalid("version", "must be at least 1");
    }
    effectiveFrom = effectiveFrom.truncatedTo(ChronoUnit.MICROS);
    existingFrom = existingFrom == null ? null : existingFrom.truncatedTo(ChronoUnit.MICROS);
    if (existingFrom != null && existingFrom.isBefore(effectiveFrom)) {
      throw ProblemException.invalid("existing_from", "must not be before effective_from");
    }
    prices = Map.copyOf(prices);
    if (prices.isEmpty()) {
      throw ProblemException.invalid("prices", "must be at least one");
    }
    prices.values().forEach(price -> check("prices", price));
    check("minimum", minimum);
    if (prices.values().stream().anyMatch(it -> !it.currency().equals(minimum.currency()))) {
      throw ProblemException.invalid("currency", "must be the same in all prices");
    }
    usage = distinctUsage(usage);
    limits = distinctLimits(limits);
  }

  private static void check(String field, Money money) {
    if (money.isNegative() || !money.equals(money.rounded())) {
      throw ProblemException.invalid(
          field,
          "must be 0 or more, and a whole number of the smallest unit of " + money.currency());
    }
  }

  static List<UsagePrice> distinctUsage(List<UsagePrice> usage) {
    Set<Object> types = new HashSet<>();
    if (!usage.stream().allMatch(it -> types.add(it.type()))) {
      throw ProblemException.invalid("usage", "must be at most one for each type");
    }
    return List.copyOf(usage);
  }

  static List<Limit> distinctLimits(List<Limit> limits) {
    Set<Limit.Name> names = EnumSet.noneOf(Limit.Name.class);
    if (!limits.stream().allMatch(it -> names.add(it.name()))) {
      throw ProblemException.invalid("limits", "must be at most one for each name");
    }
    return List.copyOf(limits);
  }

  /** The price of a cycle, if the plan is offered for that length. */
  public Optional<Money> price(CycleLength length) {
    return Optional.ofNullable(prices.get(length));
  }
}
