package dev.quintet.application.subscriptions;

import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Sha256;
import dev.quintet.domain.subscriptions.CycleLength;
import dev.quintet.domain.subscriptions.PlanId;
import dev.quintet.domain.subscriptions.Subscription;
import dev.quintet.domain.subscriptions.SubscriptionChange;
import dev.quintet.domain.subscriptions.SubscriptionCourse;
import dev.quintet.domain.subscriptions.SubscriptionId;
import dev.quintet.domain.subscriptions.SubscriptionRequest;
import dev.quintet.domain.subscriptions.SubscriptionStore;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.writes.Write;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes subscriptions, changes and shows them.
 *
 * <p>Every method throws Denied when the call does not have the permission, and as {@link Access#tenant}.
 */
public final class Subscribing {

  private static final String THING = "subscription";
  private static final int DEFAULT_GRACE_DAYS = 14;
  private static final int MAX_REQUEST_ID = 150;

  private final Access access;
  private final SubscriptionStore subscriptions;
  private final TermsReading terms;
  private final Clock clock;

  public Subscribing(
      Access access, SubscriptionStore subscriptions, TermsReading terms, Clock clock) {
    this.access = access;
    this.subscriptions = subscriptions;
    this.terms = terms;
    this.clock = clock;
  }

  /**
   * What is wished for.
   *
   * @param user null: it is the tenant's
   * @param startsAt null: at once
   * @param trialDays null: none
   * @param endsAt null: never
   * @param graceDays null: 14
   */
  public record Wish(
      SubscriptionId id,
      @Nullable UserId user,
      PlanId plan,
      CycleLength length,
      @Nullable Instant startsAt,
      @Nullable Integer trialDays,
      @Nullable Instant endsAt,
      @Nullable Integer graceDays) {}

  /**
   * Makes a subscription; the same wish again makes nothing and answers with what there is.
   *
   * @throws ProblemException Invalid; Conflict when the id was used for another wish; AlreadyExists when its
   *     owner has one that is not over
   */
  public Subscription begin(Principal principal, Wish wish, Deadline deadline) {
    TenantId tenant =
        access.tenant(principal, Permission.SUBSCRIPTIONS_CREATE, deadline).id();
    requireOffered(wish.plan, wish.length, deadline);
    Instant now = clock.instant();
    Subscription.Agreement agreed =
        new Subscription.Agreement(
            wish.startsAt == null ? now : wish.startsAt,
            Objects.requireNonNullElse(wish.trialDays, 0),
            wish.endsAt,
            Objects.requireNonNullElse(wish.graceDays, DEFAULT_GRACE_DAYS));
    Write write = write(principal, "begin " + wish.id, wish.toString(), now);
    subscriptions.change(
        tenant,
        write,
        wish.id,
        before -> {
          if (before.isPresent()) {
            throw new ProblemException(new Problem.AlreadyExists(THING, wish.id.value()));
          }
          return SubscriptionCourse.begin(
                  wish.id, tenant, wish.user, agreed, wish.plan, wish.length, "request", now)
              .changes();
        },
        deadline);
    return found(tenant, wish.id, deadline);
  }

  /**
   * Does what is asked of a subscription, once for each request id; a repetition answers with what there
   * is.
   *
   * @param requestId 1 to 150 characters, the caller's
   * @param version that the caller has seen; 0: whatever there is
   * @throws ProblemException Invalid; NotFound; NotReady when its state does not allow it; Stale when the
   *     version is another; Conflict when the request id was used for something else
   */
  public Subscription ask(
      Principal principal,
      String requestId,
      SubscriptionId id,
      SubscriptionRequest request,
      long version,
      Deadline deadline) {
    TenantId tenant = access.tenant(principal, Permission.SUBSCRIPTIONS_WRITE, deadline).id();
    if (requestId.isBlank()
        || requestId.length() > MAX_REQUEST_ID
        || requestId.chars().anyMatch(it -> it < ' ' || it > '~')) {
      throw ProblemException.invalid(
          "idempotency-key", "must be 1 to " + MAX_REQUEST_ID + " printable characters of ASCII");
    }
    if (request instanceof SubscriptionRequest.ChangePlan(PlanId plan, CycleLength length, boolean _)) {
      requireOffered(plan, length, deadline);
    }
    Instant now = clock.instant();
    String content = id + " " + request + " " + version;
    subscriptions.change(
        tenant,
        write(principal, "ask " + requestId, content, now),
        id,
        before -> {
          Subscription it = before.orElseThrow(() -> notFound(id));
          if (version != 0 && version != it.version()) {
            throw new ProblemException(new Problem.Stale(THING, id.value()));
          }
          return SubscriptionCourse.of(it, "request " + requestId, now).ask(request).changes();
        },
        deadline);
    return found(tenant, id, deadline);
  }

  private Write write(Principal principal, String id, String content, Instant now) {
    return new Write(
        principal.subject(), THING, id, Sha256.hex(content), now, "1", null);
  }

  private void requireOffered(PlanId plan, CycleLength length, Deadline deadline) {
    Instant now = clock.instant();
    boolean offered =
        terms.plans(deadline).stream()
            .filter(it -> it.id().equals(plan))
            .findFirst()
            .orElseThrow(() -> ProblemException.invalid("plan", "there is no plan " + plan))
            .inForce(null, now)
            .price(length)
            .isPresent();
    if (!offered) {
      throw ProblemException.invalid("cycle", "plan " + plan + " is not offered " + length.word());
    }
  }

  private static ProblemException notFound(SubscriptionId id) {
    return new ProblemException(new Problem.NotFound(THING, id.value()));
  }

  /** As the time has made it, whether a job has recorded that or not. */
  private Subscription found(TenantId tenant, SubscriptionId id, Deadline deadline) {
    return subscriptions
        .find(tenant, id, deadline)
        .map(it -> SubscriptionCourse.at(it, clock.instant()))
        .orElseThrow(() -> notFound(id));
  }

  /**
   * A subscription of the call's tenant as it is now.
   *
   * @throws ProblemException NotFound
   */
  public Subscription byId(Principal principal, SubscriptionId id, Deadline deadline) {
    return found(
        access.tenant(principal, Permission.SUBSCRIPTIONS_READ, deadline).id(), id, deadline);
  }

  /**
   * Subscriptions of the call's tenant by id, as they are now.
   *
   * @param user only of this one; null: all
   * @throws ProblemException Invalid for another limit or cursor
   */
  public Page<Subscription> list(
      Principal principal,
      @Nullable UserId user,
      @Nullable Cursor after,
      int limit,
      Deadline deadline) {
    TenantId tenant = access.tenant(principal, Permission.SUBSCRIPTIONS_READ, deadline).id();
    Page.checkSize(limit);
    Page<Subscription> page = subscriptions.list(tenant, user, after, limit, deadline);
    Instant now = clock.instant();
    return new Page<>(
        page.items().stream().map(it -> SubscriptionCourse.at(it, now)).toList(),
        page.nextCursor());
  }

  /**
   * What is recorded of a subscription, the first change first.
   *
   * @throws ProblemException NotFound; Invalid for another limit or cursor
   */
  public Page<SubscriptionChange> history(
      Principal principal,
      SubscriptionId id,
      @Nullable Cursor after,
      int limit,
      Deadline deadline) {
    TenantId tenant = access.tenant(principal, Permission.SUBSCRIPTIONS_READ, deadline).id();
    Page.checkSize(limit);
    Page<SubscriptionChange> page = subscriptions.history(tenant, id, after, limit, deadline);
    if (page.items().isEmpty() && after == null) {
      throw notFound(id);
    }
    return page;
  }
}
