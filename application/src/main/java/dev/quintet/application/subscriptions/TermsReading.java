package dev.quintet.application.subscriptions;

import dev.quintet.application.shared.ExpiringCache;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.subscriptions.Plan;
import dev.quintet.domain.subscriptions.PlanStore;
import dev.quintet.domain.subscriptions.Standing;
import dev.quintet.domain.subscriptions.Terms;
import dev.quintet.domain.subscriptions.TermsStore;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is in force for tenants and users, now and at other times. What is in force now is remembered: a
 * change is effective in a second.
 */
public final class TermsReading {

  private static final Duration REMEMBERED = Duration.ofSeconds(1);
  private static final int REMEMBERED_OWNERS = 10_000;
  private static final String PLANS = "plans";
  private static final Instant LATEST = Instant.parse("2400-01-01T00:00:00Z");

  private final PlanStore plans;
  private final TermsStore terms;
  private final Clock clock;
  private final ExpiringCache<String, List<Plan>> rememberedPlans;
  private final ExpiringCache<Owner, Terms> remembered;

  private record Owner(TenantId tenant, @Nullable UserId user) {}

  public TermsReading(PlanStore plans, TermsStore terms, Clock clock) {
    this(plans, terms, clock, System::nanoTime);
  }

  TermsReading(PlanStore plans, TermsStore terms, Clock clock, LongSupplier nanoClock) {
    this.plans = plans;
    this.terms = terms;
    this.clock = clock;
    this.rememberedPlans = new ExpiringCache<>(PLANS, REMEMBERED, 1, nanoClock);
    this.remembered = new ExpiringCache<>("terms", REMEMBERED, REMEMBERED_OWNERS, nanoClock);
  }

  /**
   * What is in force now.
   *
   * @param user null: for the tenant
   */
  public Terms now(Tenant tenant, @Nullable UserId user, Deadline deadline) {
    return remembered.get(
        new Owner(tenant.id(), user), it -> at(tenant, user, clock.instant(), deadline), deadline);
  }

  /**
   * What is, was or will be in force at an instant, by what is recorded now.
   *
   * @throws ProblemException Invalid, of {@code at}, unless it is from 1970 to 2400: cycles are counted
   *     until then
   */
  public Terms at(Tenant tenant, @Nullable UserId user, Instant at, Deadline deadline) {
    if (at.isBefore(Instant.EPOCH) || at.isAfter(LATEST)) {
      throw ProblemException.invalid("at", "must be from 1970 to 2400");
    }
    Standing standing = terms.standing(tenant.id(), user, at, deadline);
    return Terms.of(plans(deadline), tenant.tier(), standing, at);
  }

  /**
   * What was in force from one instant to before another, one element for each part of that time in
   * which it did not change; each holds from its {@link Terms#at} to that of the next.
   *
   * @param standing what is recorded from {@code from} on, or would be
   * @param until exclusive, after {@code from}
   */
  public static List<Terms> between(
      List<Plan> plans, Tenant tenant, Standing standing, Instant from, Instant until) {
    List<Terms> parts = new ArrayList<>();
    for (Instant at = from;
        at.isBefore(until);
        at = Terms.nextChange(plans, tenant.tier(), standing, at)) {
      parts.add(Terms.of(plans, tenant.tier(), standing, at));
    }
    return parts;
  }

  /** All plans, a second old at most. */
  public List<Plan> plans(Deadline deadline) {
    return rememberedPlans.get(PLANS, it -> plans.list(deadline), deadline);
  }
}
