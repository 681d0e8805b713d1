package dev.quintet.adapters.in.rest.subscriptions;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quintet.domain.subscriptions.Grant;
import dev.quintet.domain.subscriptions.PlanOverride;
import dev.quintet.domain.subscriptions.Terms;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is in force for a tenant or a user at an instant.
 *
 * @param version of the plan
 * @param price of a cycle; not there: the plan has none for this length
 * @param subscription not there: none; the plan is that of the tenant's tier, and is not charged
 */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record TermsBody(
    String tenant,
    @Nullable String user,
    String at,
    String plan,
    long version,
    @Nullable String price,
    String currency,
    String cycleFrom,
    String cycleTo,
    @JsonInclude(JsonInclude.Include.ALWAYS) List<PlanBody.Usage> usage,
    @JsonInclude(JsonInclude.Include.ALWAYS) List<PlanBody.LimitBody> planLimits,
    @JsonInclude(JsonInclude.Include.ALWAYS) List<GrantBody> grants,
    @Nullable SubscriptionBody held) {

  /**
   * Something that was given once: usage that is included, or money.
   *
   * @param reason for people
   */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record GrantBody(
      String id,
      @Nullable String user,
      @Nullable String type,
      @Nullable Long count,
      @Nullable String credit,
      @Nullable String currency,
      String from,
      String to,
      String reason) {

    static GrantBody of(Grant it) {
      String user = it.user() == null ? null : it.user().value();
      String from = it.from().toString();
      String to = it.to().toString();
      return switch (it.benefit()) {
        case Grant.Benefit.Included included ->
            new GrantBody(
                it.id(), user, included.type().word(), included.count(), null, null, from, to,
                it.reason());
        case Grant.Benefit.Credit credit ->
            new GrantBody(
                it.id(),
                user,
                null,
                null,
                PlanBody.text(credit.money()),
                credit.money().currency().getCurrencyCode(),
                from,
                to,
                it.reason());
      };
    }
  }

  /**
   * What was agreed in place of what the plan says.
   *
   * @param version its number
   * @param to not there: no end
   * @param unlimited names of limits of the plan that do not hold
   */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record OverrideBody(
      long version,
      @Nullable String user,
      String from,
      @Nullable String to,
      @Nullable String price,
      @Nullable String currency,
      @JsonInclude(JsonInclude.Include.ALWAYS) List<PlanBody.Usage> usage,
      @JsonInclude(JsonInclude.Include.ALWAYS) List<PlanBody.LimitBody> planLimits,
      @JsonInclude(JsonInclude.Include.ALWAYS) List<String> unlimited) {

    static OverrideBody of(PlanOverride it) {
      return new OverrideBody(
          it.version(),
          it.user() == null ? null : it.user().value(),
          it.from().toString(),
          it.to() == null ? null : it.to().toString(),
          it.price() == null ? null : PlanBody.text(it.price()),
          it.price() == null ? null : it.price().currency().getCurrencyCode(),
          it.usage().stream().map(PlanBody.Usage::of).toList(),
          it.limits().stream().map(PlanBody.LimitBody::of).toList(),
          it.unlimited().stream().map(name -> name.word()).toList());
    }
  }

  static TermsBody of(Terms it) {
    return new TermsBody(
        it.tenant().value(),
        it.user() == null ? null : it.user().value(),
        it.at().toString(),
        it.version().plan().value(),
        it.version().version(),
        it.price() == null ? null : PlanBody.text(it.price()),
        it.version().minimum().currency().getCurrencyCode(),
        it.cycle().from().toString(),
        it.cycle().to().toString(),
        it.usage().stream().map(PlanBody.Usage::of).toList(),
        it.limits().stream().map(PlanBody.LimitBody::of).toList(),
        it.grants().stream().map(GrantBody::of).toList(),
        it.subscription() == null ? null : SubscriptionBody.of(it.subscription()));
  }
}
