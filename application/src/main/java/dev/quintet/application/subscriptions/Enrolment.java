package dev.quintet.application.subscriptions;

import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Sha256;
import dev.quintet.domain.subscriptions.CycleLength;
import dev.quintet.domain.subscriptions.EnrolmentStore;
import dev.quintet.domain.subscriptions.PlanId;
import dev.quintet.domain.subscriptions.Subscription;
import dev.quintet.domain.subscriptions.SubscriptionChange;
import dev.quintet.domain.subscriptions.SubscriptionCourse;
import dev.quintet.domain.subscriptions.SubscriptionId;
import dev.quintet.domain.subscriptions.SubscriptionStore;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantStore;
import dev.quintet.domain.writes.Write;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Subscribes each new tenant that nobody has subscribed within a day to the plan of its tier, by the month,
 * from its creation on. Who was there before these databases were first served so is left to operators, who
 * can list them.
 */
public final class Enrolment {

  /** What an operator has to agree on something else. Less than a month stays open after its end. */
  static final Duration AFTER = Duration.ofDays(1);

  /** Of the subscription that is made. */
  static final SubscriptionId ID = new SubscriptionId("tier");

  private static final Logger LOG = LoggerFactory.getLogger(Enrolment.class);
  private static final ServiceName SERVICE = new ServiceName("enrolment");
  private static final String KIND = "enrolment";
  private static final int GRACE_DAYS = 14;

  private final EnrolmentStore enrolments;
  private final SubscriptionStore subscriptions;
  private final TenantStore tenants;
  private final Clock clock;

  public Enrolment(
      EnrolmentStore enrolments,
      SubscriptionStore subscriptions,
      TenantStore tenants,
      Clock clock) {
    this.enrolments = enrolments;
    this.subscriptions = subscriptions;
    this.tenants = tenants;
    this.clock = clock;
  }

  /**
   * A tenant that never had a subscription of its own, and so pays nothing.
   *
   * @param subscribedAt when it will have one unless an operator makes one before; empty: never by itself
   */
  public record Unsubscribed(Tenant tenant, Optional<Instant> subscribedAt) {}

  /**
   * Active tenants without a subscription, by id; a page may have fewer than were asked for and not be the
   * last.
   *
   * @param after null: from the first
   * @param limit of the tenants that are looked at, 1 to {@value Page#MAX_SIZE}
   * @throws ProblemException Denied unless the call may export the invoices of every tenant; Invalid for
   *     another limit or cursor
   */
  public Page<Unsubscribed> unsubscribed(
      Principal principal, @Nullable Cursor after, int limit, Deadline deadline) {
    Access.require(principal, Permission.INVOICES_EXPORT);
    Page.checkSize(limit);
    Instant since = enrolments.since(deadline);
    Page<Tenant> page = tenants.list(after, limit, deadline);
    return new Page<>(
        without(page.items().stream(), deadline).stream()
            .map(it -> new Unsubscribed(it, Optional.of(it).flatMap(each -> due(each, since))))
            .toList(),
        page.nextCursor());
  }

  private static Optional<Instant> due(Tenant tenant, Instant since) {
    return tenant.createdAt().isBefore(since)
        ? Optional.empty()
        : Optional.of(tenant.createdAt().plus(AFTER));
  }

  private List<Tenant> without(Stream<Tenant> some, Deadline deadline) {
    List<Tenant> served =
        some.filter(it -> it.state() == Tenant.State.ACTIVE && !it.id().isInternal()).toList();
    if (served.isEmpty()) {
      return served;
    }
    Set<TenantId> ids = served.stream().map(Tenant::id).collect(Collectors.toSet());
    Set<TenantId> subscribed = enrolments.subscribed(ids, deadline);
    return served.stream().filter(it -> !subscribed.contains(it.id())).toList();
  }

  /**
   * Subscribes everybody for whom it is time. May be done at any time, by several at once; one tenant that
   * cannot be subscribed does not keep back the others.
   */
  public void run(Deadline deadline) {
    Instant now = clock.instant();
    Instant since = enrolments.since(deadline);
    @Nullable Cursor from = null;
    do {
      Page<Tenant> page = tenants.list(from, Page.MAX_SIZE, deadline);
      Stream<Tenant> due =
          page.items().stream()
              .filter(it -> due(it, since).filter(at -> !at.isAfter(now)).isPresent());
      for (Tenant tenant : without(due, deadline)) {
        subscribe(tenant, now, deadline);
      }
      from = page.nextCursor();
    } while (from != null);
  }

  private void subscribe(Tenant tenant, Instant now, Deadline deadline) {
    TenantId id = tenant.id();
    PlanId plan = new PlanId(tenant.tier().word());
    Write write =
        new Write(
            new Subject(id, SERVICE, null), KIND, ID.value(), Sha256.hex(plan.value()), now, "1", null);
    try {
      subscriptions.change(
          id,
          write,
          ID,
          before -> before.isPresent() ? List.of() : made(tenant, plan, now),
          deadline);
      LOG.info("tenant {} is subscribed to {} from its creation on", id, plan);
    } catch (ProblemException e) {
      LOG.warn("tenant {} cannot be subscribed now", id, e);
    }
  }

  /** As if it had been made with the tenant, and recorded now; what is due since then is up to the renewal. */
  private static List<SubscriptionChange> made(Tenant tenant, PlanId plan, Instant now) {
    Subscription.Agreement agreed =
        new Subscription.Agreement(tenant.createdAt(), 0, null, GRACE_DAYS);
    return SubscriptionCourse.begin(
            ID, tenant.id(), null, agreed, plan, CycleLength.MONTHLY, KIND, tenant.createdAt())
        .changes()
        .stream()
        .map(it -> new SubscriptionChange(it.after(), it.event(), it.at(), now, it.cause()))
        .toList();
  }
}
