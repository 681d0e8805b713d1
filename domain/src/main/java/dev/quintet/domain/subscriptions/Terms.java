package dev.quintet.domain.subscriptions;

import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is in force for a tenant, or for one of its users, at an instant. It follows from the plans and
 * from what is recorded ({@link #of}), whether jobs have run or not.
 *
 * <p>A user has its own subscription if there is one that goes on, else its tenant's. Where there
 * never was one the plan is that of the tenant's tier; where it is over or paused, {@link PlanId#FREE}. An
 * override for the user goes before one for the tenant, and that before the plan.
 *
 * @param user null: of the tenant
 * @param version of the plan, without the overrides
 * @param price of a cycle, with the override; null: the plan has none for this length. It is due only
 *     for a subscription that is {@code active} or {@code past_due}, and is that of the cycle's first
 *     instant for the whole cycle.
 * @param usage with the overrides
 * @param limits with the overrides
 * @param grants that hold at the instant
 * @param subscription as it is at the instant; null: there is none that has begun
 * @param cycle that of the subscription, else the calendar month
 */
public record Terms(
    TenantId tenant,
    @Nullable UserId user,
    Instant at,
    PriceVersion version,
    @Nullable Money price,
    List<UsagePrice> usage,
    List<Limit> limits,
    List<Grant> grants,
    @Nullable Subscription subscription,
    Cycle cycle) {

  /** Of somebody whom nothing limits and who pays nothing: Quintet's own tenants. */
  public static Terms unlimited(TenantId tenant, @Nullable UserId user, Instant at) {
    PriceVersion free =
        DefaultPlans.all().stream()
            .filter(it -> it.id().equals(PlanId.FREE))
            .findFirst()
            .orElseThrow()
            .inForce(null, at);
    return new Terms(
        tenant, user, at, free, null, List.of(), List.of(), List.of(), null, Cycle.monthOf(at));
  }

  /** What limits one of that name, if anything does. */
  public Optional<Limit> limit(Limit.Name name) {
    return limits.stream().filter(it -> it.name() == name).findFirst();
  }

  /** What usage of that type costs; empty: nothing. */
  public Optional<UsagePrice> usage(UsageType type) {
    return usage.stream().filter(it -> it.type() == type).findFirst();
  }

  /**
   * The terms at an instant.
   *
   * @param plans all that there are
   * @param tier of the tenant
   * @param standing of the tenant, or of it and the user, that goes back to the instant
   */
  public static Terms of(Collection<Plan> plans, Tier tier, Standing standing, Instant at) {
    List<Subscription> begun =
        subscriptions(standing, at).stream()
            .filter(it -> it.state() != SubscriptionState.SCHEDULED)
            .toList();
    Subscription held =
        ofOwners(standing, begun, Subscription::user, it -> !it.state().isOver())
            .or(() -> ofOwners(standing, begun, Subscription::user, it -> it.user() == null))
            .orElse(null);
    Subscription entitling = held != null && held.state().entitles() ? held : null;
    PlanId id = held == null ? new PlanId(tier.word()) : PlanId.FREE;
    PriceVersion version =
        entitling == null
            ? plan(plans, id).inForce(null, at)
            : plan(plans, entitling.plan()).inForce(entitling.taken(), at);
    Optional<PlanOverride> ofUser = override(standing, standing.user(), at);
    boolean own = standing.user() != null && held != null && held.user() != null;
    Optional<PlanOverride> ofTenant = own ? Optional.empty() : override(standing, null, at);
    List<PlanOverride> overrides =
        Stream.of(ofTenant, standing.user() == null ? Optional.<PlanOverride>empty() : ofUser)
            .flatMap(Optional::stream)
            .toList();
    CycleLength length = held == null ? CycleLength.MONTHLY : held.anchor().length();
    Money price = version.price(length).orElse(null);
    for (PlanOverride override : overrides) {
      price = override.price() == null ? price : override.price();
    }
    return new Terms(
        standing.tenant(),
        standing.user(),
        at,
        version,
        price,
        usage(version, overrides),
        limits(version, overrides),
        standing.grants().stream().filter(it -> it.holds(at)).toList(),
        held,
        cycle(held, at));
  }

  /**
   * The next instant at which terms may be others, by what is recorded now; there always is one.
   *
   * @param at after which
   */
  public static Instant nextChange(
      Collection<Plan> plans, Tier tier, Standing standing, Instant at) {
    List<Instant> instants = new ArrayList<>();
    instants.add(of(plans, tier, standing, at).cycle().end());
    plans.stream()
        .flatMap(plan -> plan.versions().stream())
        .forEach(it -> add(instants, it.effectiveFrom(), it.existingFrom()));
    standing.changes().forEach(it -> instants.add(it.at()));
    subscriptions(standing, at).forEach(
        it -> SubscriptionCourse.nextDue(it).ifPresent(instants::add));
    standing.overrides().forEach(it -> add(instants, it.from(), it.to()));
    standing.grants().forEach(it -> add(instants, it.from(), it.to()));
    return instants.stream().filter(it -> it.isAfter(at)).min(Instant::compareTo).orElseThrow();
  }

  private static void add(List<Instant> instants, Instant one, @Nullable Instant two) {
    instants.add(one);
    if (two != null) {
      instants.add(two);
    }
  }

  /** Each subscription as it is at the instant, of those that were made until then. */
  private static List<Subscription> subscriptions(Standing standing, Instant at) {
    Map<SubscriptionId, Subscription> last = new LinkedHashMap<>();
    for (SubscriptionChange change : standing.changes()) {
      if (!change.at().isAfter(at)) {
        last.put(change.after().id(), change.after());
      }
    }
    return last.values().stream().map(it -> SubscriptionCourse.at(it, at)).toList();
  }

  /** The user's before the tenant's; of several the one that changed last. */
  private static Optional<Subscription> ofOwners(
      Standing standing,
      List<Subscription> some,
      Function<Subscription, @Nullable UserId> owner,
      Predicate<Subscription> which) {
    return Stream.of(Optional.ofNullable(standing.user()), Optional.<UserId>empty())
        .map(
            wanted ->
                some.stream()
                    .filter(it -> Optional.ofNullable(owner.apply(it)).equals(wanted))
                    .filter(which)
                    .reduce((one, two) -> two.changedAt().isBefore(one.changedAt()) ? one : two))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Plan plan(Collection<Plan> plans, PlanId id) {
    return plans.stream()
        .filter(it -> it.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no plan " + id));
  }

  private static Optional<PlanOverride> override(
      Standing standing, @Nullable UserId user, Instant at) {
    return standing.overrides().stream()
        .filter(it -> Optional.ofNullable(it.user()).equals(Optional.ofNullable(user)))
        .filter(it -> it.holds(at))
        .reduce((one, two) -> two.version() > one.version() ? two : one);
  }

  private static List<UsagePrice> usage(PriceVersion version, List<PlanOverride> overrides) {
    Map<UsageType, UsagePrice> usage = new LinkedHashMap<>();
    version.usage().forEach(it -> usage.put(it.type(), it));
    overrides.forEach(some -> some.usage().forEach(it -> usage.put(it.type(), it)));
    return List.copyOf(usage.values());
  }

  private static List<Limit> limits(PriceVersion version, List<PlanOverride> overrides) {
    Map<Limit.Name, Limit> limits = new LinkedHashMap<>();
    version.limits().forEach(it -> limits.put(it.name(), it));
    for (PlanOverride override : overrides) {
      override.unlimited().forEach(limits::remove);
      override.limits().forEach(it -> limits.put(it.name(), it));
    }
    return List.copyOf(limits.values());
  }

  private static Cycle cycle(@Nullable Subscription held, Instant at) {
    if (held == null || held.state().isOver()) {
      return Cycle.monthOf(at);
    }
    return held.cycle().contains(at)
        ? held.cycle()
        : held.anchor().cycle(SubscriptionCourse.day(at));
  }
}
