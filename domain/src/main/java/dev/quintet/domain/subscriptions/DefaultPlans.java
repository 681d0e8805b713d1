package dev.quintet.domain.subscriptions;

import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.subscriptions.UsagePrice.Tier;
import dev.quintet.domain.subscriptions.UsagePrice.Tiering;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;

/** The plans that are there at the first start, one for each tier. */
public final class DefaultPlans {

  private static final Instant BEGIN = Instant.parse("2000-01-01T00:00:00Z");
  private static final Currency EUR = Currency.getInstance("EUR");

  private DefaultPlans() {}

  /** By id. */
  public static List<Plan> all() {
    return List.of(enterprise(), free(), pro());
  }

  private static Plan free() {
    return plan(
        PlanId.FREE,
        "Free",
        Map.of(CycleLength.MONTHLY, euros("0")),
        List.of(),
        List.of(
            new Limit(Limit.Name.MAX_TRADING_ACCOUNTS, 3, true),
            new Limit(Limit.Name.MAX_SYMBOLS, 10, true),
            new Limit(Limit.Name.API_CALLS, 1_000_000, true),
            new Limit(Limit.Name.TICKS, 100_000_000, true),
            new Limit(Limit.Name.AI_DECISIONS, 1_000, true)));
  }

  private static Plan pro() {
    return plan(
        new PlanId("pro"),
        "Pro",
        Map.of(
            CycleLength.MONTHLY, euros("49"),
            CycleLength.QUARTERLY, euros("139"),
            CycleLength.YEARLY, euros("499")),
        List.of(
            graduated(UsageType.API_CALLS, 10_000_000, "0.00001"),
            graduated(UsageType.TICKS_PROCESSED, 1_000_000_000, "0.00000002")),
        List.of(
            new Limit(Limit.Name.MAX_TRADING_ACCOUNTS, 20, true),
            new Limit(Limit.Name.MAX_SYMBOLS, 200, true),
            new Limit(Limit.Name.API_CALLS, 10_000_000, false),
            new Limit(Limit.Name.TICKS, 1_000_000_000, false),
            new Limit(Limit.Name.AI_DECISIONS, 100_000, false)));
  }

  private static Plan enterprise() {
    return plan(
        new PlanId("enterprise"),
        "Enterprise",
        Map.of(CycleLength.MONTHLY, euros("999"), CycleLength.YEARLY, euros("9990")),
        List.of(
            graduated(UsageType.API_CALLS, 1_000_000_000, "0.000002"),
            graduated(UsageType.TICKS_PROCESSED, 100_000_000_000L, "0.000000005")),
        List.of());
  }

  private static UsagePrice graduated(UsageType type, long included, String unitPrice) {
    return new UsagePrice(
        type,
        included,
        false,
        Tiering.GRADUATED,
        List.of(Tier.unbounded(new BigDecimal(unitPrice))));
  }

  private static Money euros(String amount) {
    return new Money(new BigDecimal(amount), EUR);
  }

  private static Plan plan(
      PlanId id,
      String name,
      Map<CycleLength, Money> prices,
      List<UsagePrice> usage,
      List<Limit> limits) {
    return new Plan(
        id,
        name,
        List.of(new PriceVersion(id, 1, BEGIN, BEGIN, prices, euros("0"), usage, limits)));
  }
}
