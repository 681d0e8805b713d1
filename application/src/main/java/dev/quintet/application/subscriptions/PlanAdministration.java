package dev.quintet.application.subscriptions;

import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Sha256;
import dev.quintet.domain.subscriptions.Grant;
import dev.quintet.domain.subscriptions.Plan;
import dev.quintet.domain.subscriptions.PlanOverride;
import dev.quintet.domain.subscriptions.PlanStore;
import dev.quintet.domain.subscriptions.PriceVersion;
import dev.quintet.domain.subscriptions.Terms;
import dev.quintet.domain.subscriptions.TermsStore;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.writes.Write;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Plans, what is agreed beside them, and the terms that follow.
 *
 * <p>Every method throws Denied when the call does not have the permission.
 */
public final class PlanAdministration {

  private static final int MAX_ID = 200;

  private final Access access;
  private final PlanStore plans;
  private final TermsStore terms;
  private final TermsReading reading;
  private final Clock clock;

  public PlanAdministration(
      Access access, PlanStore plans, TermsStore terms, TermsReading reading, Clock clock) {
    this.access = access;
    this.plans = plans;
    this.terms = terms;
    this.reading = reading;
    this.clock = clock;
  }

  /** All plans with all their versions, by id; what costs what is no secret. */
  public List<Plan> list(Principal principal, Deadline deadline) {
    Access.require(principal, Permission.PLANS_READ);
    return reading.plans(deadline);
  }

  /**
   * Adds a plan, or a version of one, that is in force from now on or later; the same again changes
   * nothing.
   *
   * @throws ProblemException Invalid; AlreadyExists when the version is there with other content
   */
  public Plan add(Principal principal, String name, PriceVersion version, Deadline deadline) {
    Access.require(principal, Permission.PLANS_CREATE);
    boolean there =
        plans.find(version.plan(), deadline).stream()
            .anyMatch(it -> it.versions().size() >= version.version());
    if (!there && version.effectiveFrom().isBefore(clock.instant())) {
      throw ProblemException.invalid("effective_from", "must not be in the past");
    }
    return plans.add(name, version, deadline);
  }

  /**
   * Records what was agreed with the call's tenant, or for a user of it; once for each id.
   *
   * @param id 1 to 200 printable characters of ASCII
   * @param override makes it for the tenant; its version is not looked at
   * @return as it was recorded, numbered
   * @throws ProblemException Invalid; Conflict when the id was used for another
   */
  public PlanOverride override(
      Principal principal,
      String id,
      Function<TenantId, PlanOverride> override,
      Deadline deadline) {
    TenantId tenant = access.tenant(principal, Permission.AGREEMENTS_CREATE, deadline).id();
    if (id.isBlank()
        || id.length() > MAX_ID
        || id.chars().anyMatch(it -> it < ' ' || it > '~')) {
      throw ProblemException.invalid(
          "id", "must be 1 to " + MAX_ID + " printable characters of ASCII");
    }
    PlanOverride wish = override.apply(tenant);
    return terms.override(
        tenant, write(principal, "override", id, wish.toString()), wish, deadline);
  }

  /**
   * Gives the call's tenant, or a user of it, something once.
   *
   * @throws ProblemException Invalid; Conflict when its id was used for another
   */
  public Grant grant(
      Principal principal, Function<TenantId, Grant> grant, Deadline deadline) {
    TenantId tenant = access.tenant(principal, Permission.AGREEMENTS_CREATE, deadline).id();
    Grant wish = grant.apply(tenant);
    terms.grant(tenant, write(principal, "grant", wish.id(), wish.toString()), wish, deadline);
    return wish;
  }

  private Write write(Principal principal, String kind, String id, String content) {
    return new Write(
        principal.subject(), kind, id, Sha256.hex(content), clock.instant(), "1", null);
  }

  /**
   * What is, was or will be in force for the call's tenant or a user of it.
   *
   * @param user null: for the tenant
   * @param at from 1970 to 2400; null: now
   */
  public Terms terms(
      Principal principal, @Nullable UserId user, @Nullable Instant at, Deadline deadline) {
    Tenant tenant = access.tenant(principal, Permission.SUBSCRIPTIONS_READ, deadline);
    return reading.at(tenant, user, at == null ? clock.instant() : at, deadline);
  }
}
