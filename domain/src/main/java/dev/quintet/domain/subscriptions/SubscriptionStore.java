package dev.quintet.domain.subscriptions;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Write;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Subscriptions and their complete history. */
public interface SubscriptionStore {

  /** A subscription that something is due for. */
  record Due(TenantId tenant, SubscriptionId subscription, Instant at) {}

  /**
   * Decides about a subscription and records what was decided, all or nothing, while nobody else changes
   * it; durable on return. A write that is recorded already decides nothing.
   *
   * @param decision is given the subscription, or nothing if there is none; the changes are to follow
   *     it in versions. What it throws passes through, and nothing is recorded.
   * @throws dev.quintet.domain.shared.ProblemException Conflict; AlreadyExists when its owner, the tenant
   *     or one user, would have a second subscription that is not over
   */
  Answer.Recorded change(
      TenantId tenant,
      Write write,
      SubscriptionId subscription,
      Function<Optional<Subscription>, List<SubscriptionChange>> decision,
      Deadline deadline);

  /**
   * The same for what is decided by the time alone: it may be decided again at any time.
   *
   * @return what was recorded; nothing when there is no such subscription
   */
  List<SubscriptionChange> advance(
      TenantId tenant,
      SubscriptionId subscription,
      Function<Subscription, List<SubscriptionChange>> decision,
      Deadline deadline);

  /**
   * Records what the payment provider says about a subscription, and what was decided about it, together.
   * A write that is recorded already decides nothing. Of two events of one version the first is kept.
   *
   * @param decision is given the subscription and the newest events that are known of it, this one
   *     included unless it is older than all of {@value #KNOWN_EVENTS}; the newest first
   * @throws dev.quintet.domain.shared.ProblemException Conflict; NotFound when there is no such subscription
   */
  Answer.Recorded pay(
      TenantId tenant,
      Write write,
      PaymentEvent event,
      BiFunction<Subscription, List<PaymentEvent>, List<SubscriptionChange>> decision,
      Deadline deadline);

  /** How many events a decision is given. */
  int KNOWN_EVENTS = 100;

  /** The subscription as it was recorded last. */
  Optional<Subscription> find(TenantId tenant, SubscriptionId subscription, Deadline deadline);

  /**
   * Subscriptions of a tenant by id.
   *
   * @param user only those of that user; null: all
   */
  Page<Subscription> list(
      TenantId tenant, @Nullable UserId user, @Nullable Cursor after, int limit, Deadline deadline);

  /** What happened to a subscription, the first change first; empty when there is none. */
  Page<SubscriptionChange> history(
      TenantId tenant,
      SubscriptionId subscription,
      @Nullable Cursor after,
      int limit,
      Deadline deadline);

  /**
   * Subscriptions of these tenants for which something is due at an instant, the longest due first.
   *
   * @param limit at most so many
   */
  List<Due> due(Set<TenantId> tenants, Instant at, int limit, Deadline deadline);

  /** Of {@link #list}. */
  static Listing listing(TenantId tenant, @Nullable UserId user) {
    return Listing.of("subscriptions", tenant, user);
  }

  /** Of {@link #history}. */
  static Listing historyListing(TenantId tenant, SubscriptionId subscription) {
    return Listing.of("subscription history", tenant, subscription);
  }
}
