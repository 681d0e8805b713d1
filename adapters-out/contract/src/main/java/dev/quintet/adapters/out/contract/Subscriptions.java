package dev.quintet.adapters.out.contract;

import dev.quintet.domain.subscriptions.CycleLength;
import dev.quintet.domain.subscriptions.PlanId;
import dev.quintet.domain.subscriptions.Subscription;
import dev.quintet.domain.subscriptions.SubscriptionChange;
import dev.quintet.domain.subscriptions.SubscriptionCourse;
import dev.quintet.domain.subscriptions.SubscriptionId;
import dev.quintet.domain.subscriptions.SubscriptionRequest;
import dev.quintet.domain.subscriptions.SubscriptionStore;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Write;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Subscriptions as contracts make and change them. */
public record Subscriptions(SubscriptionStore store) {

  public static final Instant BEGIN = Instant.parse("2026-01-31T10:11:12.131415Z");

  /** A subscription to pro by the month that begins at once. */
  public static Function<Optional<Subscription>, List<SubscriptionChange>> beginning(
      TenantId tenant, @Nullable UserId user, SubscriptionId id, Subscription.Agreement agreed) {
    return before ->
        SubscriptionCourse.begin(
                id, tenant, user, agreed, new PlanId("pro"), CycleLength.MONTHLY, "test", BEGIN)
            .changes();
  }

  public static Subscription.Agreement atOnce() {
    return new Subscription.Agreement(BEGIN, 0, null, 14);
  }

  public static Write write(TenantId tenant, String id) {
    return new Write(
        new Subject(tenant, Fresh.subject(tenant).service(), null),
        "subscription",
        id,
        "0123456789abcdef".repeat(4),
        BEGIN,
        "1",
        null);
  }

  public Answer.Recorded begin(TenantId tenant, @Nullable UserId user, SubscriptionId id) {
    return store.change(
        tenant,
        write(tenant, Fresh.unique()),
        id,
        beginning(tenant, user, id, atOnce()),
        Fresh.deadline());
  }

  public Answer.Recorded ask(
      TenantId tenant, SubscriptionId id, SubscriptionRequest request, Instant at) {
    return store.change(
        tenant,
        write(tenant, Fresh.unique()),
        id,
        before -> SubscriptionCourse.of(before.orElseThrow(), "test", at).ask(request).changes(),
        Fresh.deadline());
  }

  public Subscription found(TenantId tenant, SubscriptionId id) {
    return store.find(tenant, id, Fresh.deadline()).orElseThrow();
  }

  public List<SubscriptionChange> history(TenantId tenant, SubscriptionId id) {
    return PagingContract.all((after, limit) -> store.history(tenant, id, after, limit, Fresh.deadline()), 100)
        .stream()
        .map(SubscriptionChange.class::cast)
        .toList();
  }
}
