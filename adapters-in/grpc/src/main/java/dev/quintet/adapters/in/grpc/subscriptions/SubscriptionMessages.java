package dev.quintet.adapters.in.grpc.subscriptions;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.subscriptions.CycleLength;
import dev.quintet.domain.subscriptions.PlanId;
import dev.quintet.domain.subscriptions.SubscriptionChange;
import dev.quintet.domain.subscriptions.SubscriptionRequest;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.subscriptions.v1.Change;
import dev.quintet.subscriptions.v1.ChangeSubscriptionRequest;
import dev.quintet.subscriptions.v1.Limit;
import dev.quintet.subscriptions.v1.Plan;
import dev.quintet.subscriptions.v1.PriceVersion;
import dev.quintet.subscriptions.v1.Subscription;
import dev.quintet.subscriptions.v1.Terms;
import dev.quintet.subscriptions.v1.Tier;
import dev.quintet.subscriptions.v1.UsagePrice;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Messages of the interface and values of the domain. */
final class SubscriptionMessages {

  private SubscriptionMessages() {}

  static @Nullable UserId user(String id) {
    return id.isEmpty() ? null : new UserId(id);
  }

  static @Nullable Instant instant(long micros) {
    return micros == 0 ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  static long micros(@Nullable Instant instant) {
    return instant == null ? 0 : ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  static String cursor(Page<?> page) {
    return page.next().map(Cursor::value).orElse("");
  }

  static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private static String text(Money money) {
    return money.amount().toPlainString();
  }

  static SubscriptionRequest asked(ChangeSubscriptionRequest request) {
    return switch (request.getActionCase()) {
      case PAUSE -> new SubscriptionRequest.Pause();
      case RESUME -> new SubscriptionRequest.Resume();
      case CANCEL -> new SubscriptionRequest.Cancel(request.getCancel().getAtPeriodEnd());
      case KEEP -> new SubscriptionRequest.Keep();
      case CHANGE_PLAN ->
          new SubscriptionRequest.ChangePlan(
              new PlanId(request.getChangePlan().getPlan()),
              CycleLength.of(request.getChangePlan().getCycle()),
              request.getChangePlan().getAtPeriodEnd());
      case ACTION_NOT_SET -> throw ProblemException.invalid("action", "is missing");
    };
  }

  static Plan plan(dev.quintet.domain.subscriptions.Plan plan) {
    Plan.Builder message = Plan.newBuilder().setPlan(plan.id().value()).setName(plan.name());
    plan.versions().forEach(it -> message.addVersions(version(it)));
    return message.build();
  }

  private static PriceVersion version(dev.quintet.domain.subscriptions.PriceVersion version) {
    PriceVersion.Builder message =
        PriceVersion.newBuilder()
            .setVersion(version.version())
            .setEffectiveFromMicros(micros(version.effectiveFrom()))
            .setExistingFromMicros(micros(version.existingFrom()))
            .setCurrency(version.minimum().currency().getCurrencyCode())
            .setMinimum(text(version.minimum()));
    version.prices().forEach((length, price) -> message.putPrices(length.word(), text(price)));
    version.usage().forEach(it -> message.addUsage(usage(it)));
    version.limits().forEach(it -> message.addLimits(limit(it)));
    return message.build();
  }

  private static UsagePrice usage(dev.quintet.domain.subscriptions.UsagePrice price) {
    UsagePrice.Builder message =
        UsagePrice.newBuilder()
            .setType(price.type().word())
            .setIncluded(price.included())
            .setRollover(price.rollover())
            .setTiering(price.tiering().word());
    price
        .tiers()
        .forEach(
            it ->
                message.addTiers(
                    Tier.newBuilder()
                        .setUpTo(it.upTo() == Long.MAX_VALUE ? 0 : it.upTo())
                        .setUnitPrice(it.unitPrice().stripTrailingZeros().toPlainString())));
    return message.build();
  }

  private static Limit limit(dev.quintet.domain.subscriptions.Limit limit) {
    return Limit.newBuilder()
        .setName(limit.name().word())
        .setValue(limit.value())
        .setHard(limit.hard())
        .build();
  }

  static Terms terms(dev.quintet.domain.subscriptions.Terms terms) {
    Terms.Builder message =
        Terms.newBuilder()
            .setAtMicros(micros(terms.at()))
            .setPlan(terms.version().plan().value())
            .setVersion(terms.version().version())
            .setPrice(terms.price() == null ? "" : text(terms.price()))
            .setCurrency(terms.version().minimum().currency().getCurrencyCode())
            .setCycleFrom(terms.cycle().from().toString())
            .setCycleTo(terms.cycle().to().toString());
    terms.usage().forEach(it -> message.addUsage(usage(it)));
    terms.limits().forEach(it -> message.addLimits(limit(it)));
    if (terms.subscription() != null) {
      message.setSubscription(subscription(terms.subscription()));
    }
    return message.build();
  }

  static Change change(SubscriptionChange change) {
    return Change.newBuilder()
        .setEvent(change.event().word())
        .setAtMicros(micros(change.at()))
        .setRecordedAtMicros(micros(change.recordedAt()))
        .setCause(change.cause())
        .setAfter(subscription(change.after()))
        .build();
  }

  static Subscription subscription(dev.quintet.domain.subscriptions.Subscription it) {
    Subscription.Builder message =
        Subscription.newBuilder()
            .setSubscription(it.id().value())
            .setUserId(text(it.user()))
            .setState(it.state().word())
            .setPlan(it.plan().value())
            .setCycle(it.anchor().length().word())
            .setCycleFrom(it.cycle().from().toString())
            .setCycleTo(it.cycle().to().toString())
            .setStartsAtMicros(micros(it.agreed().startsAt()))
            .setTrialDays(it.agreed().trialDays())
            .setEndsAtMicros(micros(it.agreed().endsAt()))
            .setGraceDays(it.agreed().graceDays())
            .setCancelsAtMicros(micros(it.cancelsAt()))
            .setFailingSinceMicros(micros(it.payments().failingSince()))
            .setVersion(it.version())
            .setChangedAtMicros(micros(it.changedAt()));
    if (it.next() != null) {
      message
          .setNextPlan(it.next().plan().value())
          .setNextCycle(it.next().length().word())
          .setNextAtMicros(micros(it.next().at()));
    }
    return message.build();
  }
}
