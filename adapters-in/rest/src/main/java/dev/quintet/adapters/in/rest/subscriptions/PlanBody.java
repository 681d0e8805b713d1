package dev.quintet.adapters.in.rest.subscriptions;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.subscriptions.Limit;
import dev.quintet.domain.subscriptions.Plan;
import dev.quintet.domain.subscriptions.PriceVersion;
import dev.quintet.domain.subscriptions.UsagePrice;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A plan as it is shown, with every version of its price. */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record PlanBody(
    String plan, String name, @JsonInclude(JsonInclude.Include.ALWAYS) List<Version> versions) {

  /** Plans by id. */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Listing(@JsonInclude(JsonInclude.Include.ALWAYS) List<PlanBody> plans) {}

  /**
   * What a plan costs and allows from an instant on.
   *
   * @param existingFrom when those who have the plan change over to it; not there: never
   * @param prices of a cycle by its length, decimal numbers
   * @param minimum what a cycle costs at least
   */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Version(
      long version,
      String effectiveFrom,
      @Nullable String existingFrom,
      String currency,
      Map<String, String> prices,
      String minimum,
      @JsonInclude(JsonInclude.Include.ALWAYS) List<Usage> usage,
      @JsonInclude(JsonInclude.Include.ALWAYS) List<LimitBody> planLimits) {

    static Version of(PriceVersion it) {
      Map<String, String> prices = new TreeMap<>();
      it.prices().forEach((length, price) -> prices.put(length.word(), text(price)));
      return new Version(
          it.version(),
          it.effectiveFrom().toString(),
          it.existingFrom() == null ? null : it.existingFrom().toString(),
          it.minimum().currency().getCurrencyCode(),
          prices,
          text(it.minimum()),
          it.usage().stream().map(Usage::of).toList(),
          it.limits().stream().map(LimitBody::of).toList());
    }
  }

  /**
   * What usage of a type costs.
   *
   * @param rollover what is not used of the included quantity is included in the next cycle as well
   */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Usage(
      String type,
      long included,
      boolean rollover,
      String tiering,
      @JsonInclude(JsonInclude.Include.ALWAYS) List<UsageTier> tiers) {

    static Usage of(UsagePrice it) {
      return new Usage(
          it.type().word(),
          it.included(),
          it.rollover(),
          it.tiering().word(),
          it.tiers().stream().map(UsageTier::of).toList());
    }
  }

  /**
   * A part of what is beyond the included quantity.
   *
   * @param upTo units, inclusive; not there: all
   */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record UsageTier(@Nullable Long upTo, String unitPrice) {

    static UsageTier of(UsagePrice.Tier it) {
      return new UsageTier(
          it.upTo() == Long.MAX_VALUE ? null : it.upTo(),
          it.unitPrice().stripTrailingZeros().toPlainString());
    }
  }

  /**
   * A limit.
   *
   * @param value the most
   * @param hard what would exceed it is refused; else it is done and flagged
   */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record LimitBody(String limit, long value, boolean hard) {

    static LimitBody of(Limit it) {
      return new LimitBody(it.name().word(), it.value(), it.hard());
    }
  }

  static PlanBody of(Plan plan) {
    return new PlanBody(
        plan.id().value(), plan.name(), plan.versions().stream().map(Version::of).toList());
  }

  static Listing of(List<Plan> plans) {
    return new Listing(plans.stream().map(PlanBody::of).toList());
  }

  static String text(Money money) {
    return money.amount().toPlainString();
  }
}
