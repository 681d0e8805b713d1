package dev.quintet.application.subscriptions;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static dev.quintet.application.subscriptions.QuotaSetting.ACME;
import static dev.quintet.application.subscriptions.QuotaSetting.SUBJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.Subscriptions;
import dev.quintet.adapters.out.memory.MemoryPlanStore;
import dev.quintet.application.shared.FairShares;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.subscriptions.BillingPeriod;
import dev.quintet.domain.subscriptions.CycleLength;
import dev.quintet.domain.subscriptions.Grant;
import dev.quintet.domain.subscriptions.Invoice;
import dev.quintet.domain.subscriptions.PlanId;
import dev.quintet.domain.subscriptions.PriceVersion;
import dev.quintet.domain.subscriptions.Subscription;
import dev.quintet.domain.subscriptions.SubscriptionCourse;
import dev.quintet.domain.subscriptions.SubscriptionId;
import dev.quintet.domain.subscriptions.SubscriptionRequest;
import dev.quintet.domain.subscriptions.UsageEvent;
import dev.quintet.domain.subscriptions.UsagePrice;
import dev.quintet.domain.subscriptions.UsagePrice.Tier;
import dev.quintet.domain.subscriptions.UsagePrice.Tiering;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantScope;
import dev.quintet.domain.tenancy.UserId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class InvoicingTest {

  private static final Currency EUR = Currency.getInstance("EUR");
  private static final Instant BEGIN = Instant.parse("2000-01-01T00:00:00Z");
  private static final Principal BILLING =
      new Principal("b", Role.BILLING, new TenantScope.All(), SUBJECT.service());

  private final QuotaSetting setting = new QuotaSetting();
  private final MemoryPlanStore plans = new MemoryPlanStore();
  private final Invoicing invoicing =
      new Invoicing(
          setting.access(),
          new TermsReading(plans, setting.terms, setting.clock),
          new Invoicing.Sources(
              setting.terms, setting.subscriptions, setting.ledger, setting.tenants),
          new FairShares("invoices", 4, 2));

  private static Money eur(String amount) {
    return new Money(new BigDecimal(amount), EUR);
  }

  private static UsagePrice calls(long included, boolean rollover, Tiering tiering, Tier... tiers) {
    return new UsagePrice(UsageType.API_CALLS, included, rollover, tiering, List.of(tiers));
  }

  /** A plan of the month with those prices. */
  private void plan(String id, String price, String minimum, UsagePrice... usage) {
    PlanId plan = new PlanId(id);
    plans.add(
        id,
        new PriceVersion(
            plan, 1, BEGIN, BEGIN, Map.of(CycleLength.MONTHLY, eur(price)), eur(minimum),
            List.of(usage), List.of()),
        Fresh.deadline());
  }

  private void subscribe(@Nullable UserId user, String id, String plan, String at) {
    Instant start = Instant.parse(at);
    setting.subscriptions.change(
        ACME,
        Subscriptions.write(ACME, Fresh.unique()),
        new SubscriptionId(id),
        before ->
            SubscriptionCourse.begin(
                    new SubscriptionId(id), ACME, user,
                    new Subscription.Agreement(start, 0, null, 14), new PlanId(plan),
                    CycleLength.MONTHLY, "test", start)
                .changes(),
        Fresh.deadline());
  }

  private void ask(String id, SubscriptionRequest request, String at) {
    new Subscriptions(setting.subscriptions)
        .ask(ACME, new SubscriptionId(id), request, Instant.parse(at));
  }

  private void use(@Nullable UserId user, long count, String at) {
    Instant now = setting.now;
    setting.now = Instant.parse(at);
    setting.ledger.append(
        List.of(
            new UsageEvent(
                UUID.randomUUID(), new Subject(ACME, SUBJECT.service(), user),
                UsageType.API_CALLS, count, setting.now)),
        Fresh.deadline());
    setting.now = now;
  }

  private Invoice invoice(@Nullable UserId user, String period, Invoicing.@Nullable Change change) {
    return invoicing.preview(
        BILLING,
        new Invoicing.Request(ACME, user, BillingPeriod.parse("period", period), change),
        Fresh.deadline());
  }

  private List<String> lines(String period) {
    return lines(invoice(null, period, null));
  }

  private static List<String> lines(Invoice invoice) {
    return invoice.lines().stream()
        .map(
            line ->
                "%s %s %s %s %d %s"
                    .formatted(
                        line.kind().word(), line.plan(), line.from().getDayOfMonth(),
                        line.to().getDayOfMonth(), line.quantity(),
                        line.amount().rounded().amount().setScale(2)))
        .toList();
  }

  @Test
  void aCycleCostsItsPriceAndWhatIsBeyondTheIncludedByTier() {
    plan("grad", "10.00", "0",
        calls(100, false, Tiering.GRADUATED, new Tier(50, new BigDecimal("0.03")),
            Tier.unbounded(new BigDecimal("0.015"))));
    subscribe(null, "s", "grad", "2026-02-01T00:00:00Z");
    use(null, 120, "2026-02-10T00:00:00Z");
    use(null, 61, "2026-02-28T23:59:59Z");
    use(null, 7, "2026-03-01T00:00:00Z");
    assertThat(lines("2026-02"))
        .containsExactly(
            "base grad 1 1 1 10.00",
            "included grad 1 1 100 0.00",
            "overage grad 1 1 50 1.50",
            "overage grad 1 1 31 0.46");
    assertThat(invoice(null, "2026-02", null).totals()).containsExactly(eur("11.96"));
  }

  @Test
  void volumePricesAllByTheLastTier() {
    plan("vol", "0", "0",
        calls(100, false, Tiering.VOLUME, new Tier(50, new BigDecimal("0.03")),
            Tier.unbounded(new BigDecimal("0.01"))));
    subscribe(null, "s", "vol", "2026-02-01T00:00:00Z");
    use(null, 151, "2026-02-10T00:00:00Z");
    assertThat(lines("2026-02")).contains("overage vol 1 1 51 0.51");
  }

  @Test
  void anUpgradeWithinACycleIsPaidByDaysAndSoIsWhatIsIncluded() {
    plan("small", "28.00", "0", calls(280, false, Tiering.GRADUATED, Tier.unbounded(BigDecimal.ONE)));
    plan("large", "56.00", "0", calls(560, false, Tiering.GRADUATED, Tier.unbounded(BigDecimal.ONE)));
    subscribe(null, "s", "small", "2026-02-01T00:00:00Z");
    ask("s", new SubscriptionRequest.ChangePlan(new PlanId("large"), CycleLength.MONTHLY, false),
        "2026-02-08T12:00:00Z");
    use(null, 71, "2026-02-05T00:00:00Z");
    use(null, 419, "2026-02-20T00:00:00Z");
    assertThat(lines("2026-02"))
        .containsExactly(
            "base small 1 8 1 7.00",
            "base large 8 1 1 42.00",
            "included small 1 8 70 0.00",
            "overage small 1 8 1 1.00",
            "included large 8 1 419 0.00");
  }

  @Test
  void daysOfAPauseAreNotPaidFor() {
    plan("p", "28.00", "0");
    subscribe(null, "s", "p", "2026-02-01T00:00:00Z");
    ask("s", new SubscriptionRequest.Pause(), "2026-02-11T00:00:00Z");
    ask("s", new SubscriptionRequest.Resume(), "2026-02-21T00:00:00Z");
    assertThat(lines("2026-02"))
        .containsExactly("base p 1 11 1 10.00", "base p 21 1 1 8.00");
  }

  @Test
  void aMinimumIsFilledUp() {
    plan("m", "5.00", "20.00", calls(0, false, Tiering.GRADUATED, Tier.unbounded(BigDecimal.ONE)));
    subscribe(null, "s", "m", "2026-02-01T00:00:00Z");
    use(null, 3, "2026-02-05T00:00:00Z");
    assertThat(lines("2026-02"))
        .containsExactly(
            "base m 1 1 1 5.00", "overage m 1 1 3 3.00", "minimum m 1 1 1 12.00");
    use(null, 30, "2026-02-05T00:00:00Z");
    assertThat(lines("2026-02")).noneMatch(line -> line.startsWith("minimum"));
  }

  @Test
  void whatIsNotUsedRollsOverOnce() {
    plan("r", "0", "0", calls(100, true, Tiering.GRADUATED, Tier.unbounded(BigDecimal.ONE)));
    subscribe(null, "s", "r", "2026-01-01T00:00:00Z");
    use(null, 30, "2026-01-05T00:00:00Z");
    use(null, 165, "2026-02-05T00:00:00Z");
    setting.now = Instant.parse("2026-03-20T00:00:00Z");
    use(null, 150, "2026-03-05T00:00:00Z");
    assertThat(lines("2026-02")).contains("included r 1 1 165 0.00").hasSize(2);
    assertThat(lines("2026-03")).contains("included r 1 1 100 0.00", "overage r 1 1 50 50.00");
  }

  @Test
  void grantsAndCreditsAreUsedUpOverCycles() {
    plan("g", "10.00", "0", calls(0, false, Tiering.GRADUATED, Tier.unbounded(BigDecimal.ONE)));
    subscribe(null, "s", "g", "2026-01-01T00:00:00Z");
    Instant end = Instant.parse("2027-01-01T00:00:00Z");
    grant("c", new Grant.Benefit.Credit(eur("25.00")), end);
    grant("i", new Grant.Benefit.Included(UsageType.API_CALLS, 12), end);
    use(null, 7, "2026-01-10T00:00:00Z");
    use(null, 7, "2026-02-10T00:00:00Z");
    setting.now = Instant.parse("2026-03-20T00:00:00Z");
    assertThat(lines("2026-01"))
        .containsExactly(
            "base g 1 1 1 10.00", "included g 1 1 7 0.00", "credit g 1 1 1 -10.00");
    assertThat(lines("2026-02"))
        .containsExactly(
            "base g 1 1 1 10.00", "included g 1 1 5 0.00", "overage g 1 1 2 2.00",
            "credit g 1 1 1 -12.00");
    assertThat(lines("2026-03")).containsExactly("base g 1 1 1 10.00", "credit g 1 1 1 -3.00");
  }

  private void grant(String id, Grant.Benefit benefit, Instant end) {
    setting.terms.grant(
        ACME,
        Subscriptions.write(ACME, Fresh.unique()),
        new Grant(id, ACME, null, benefit, Instant.parse("2026-01-01T00:00:00Z"), end, "sorry"),
        Fresh.deadline());
  }

  @Test
  void cyclesFromTheMiddleOfAMonthAreInTheInvoiceOfTheMonthTheyBeginIn() {
    plan("mid", "31.00", "0", calls(10, false, Tiering.GRADUATED, Tier.unbounded(BigDecimal.ONE)));
    subscribe(null, "s", "mid", "2026-01-15T10:00:00Z");
    use(null, 5, "2026-01-10T00:00:00Z");
    use(null, 11, "2026-02-14T23:00:00Z");
    use(null, 12, "2026-02-15T00:00:00Z");
    assertThat(lines("2026-01"))
        .containsExactly(
            "included enterprise 1 15 5 0.00",
            "base mid 15 15 1 31.00",
            "included mid 15 15 10 0.00",
            "overage mid 15 15 1 1.00");
    assertThat(lines("2026-02")).contains("overage mid 15 15 2 2.00");
    assertThat(invoice(null, "2026-01", null).complete()).isFalse();
    setting.now = Instant.parse("2026-03-04T00:01:00Z");
    assertThat(invoice(null, "2026-01", null).complete()).as("February is closed").isTrue();
  }

  @Test
  void aUserWithASubscriptionPaysForItsOwnUsage() {
    UserId ann = new UserId("ann");
    plan("t", "0", "0", calls(0, false, Tiering.GRADUATED, Tier.unbounded(BigDecimal.ONE)));
    plan("u", "0", "0", calls(0, false, Tiering.GRADUATED, Tier.unbounded(new BigDecimal("2"))));
    subscribe(null, "s", "t", "2026-02-01T00:00:00Z");
    subscribe(ann, "anns", "u", "2026-02-10T00:00:00Z");
    setting.now = Instant.parse("2026-03-20T00:00:00Z");
    use(null, 3, "2026-02-12T00:00:00Z");
    use(ann, 5, "2026-02-05T00:00:00Z");
    use(ann, 7, "2026-02-12T00:00:00Z");
    assertThat(lines("2026-02")).contains("overage t 1 1 8 8.00");
    assertThat(lines(invoice(ann, "2026-02", null)))
        .containsExactly("base u 10 10 1 0.00", "overage u 10 10 7 14.00");
  }

  @Test
  void anotherPlanCanBeTriedAndNothingIsRecorded() {
    plan("small", "28.00", "0");
    plan("large", "56.00", "0");
    Invoicing.Change change =
        new Invoicing.Change(new PlanId("large"), Instant.parse("2026-02-15T00:00:00Z"));
    assertThat(lines(invoice(null, "2026-02", change)))
        .as("of somebody who has no subscription")
        .containsExactly("base large 15 15 1 56.00");
    subscribe(null, "s", "small", "2026-02-01T00:00:00Z");
    List<String> before = lines("2026-02");
    assertThat(lines(invoice(null, "2026-02", change)))
        .containsExactly("base small 1 15 1 14.00", "base large 15 1 1 28.00");
    assertThat(lines("2026-02")).isEqualTo(before);
    assertThatThrownBy(
            () ->
                invoice(null, "2026-02", new Invoicing.Change(new PlanId("none"), change.at())))
        .hasMessageStartingWith("plan:");
  }

  @Test
  void whoMayNotSeeItIsRefused() {
    Principal other =
        new Principal(
            "o", Role.TENANT_ADMIN, new TenantScope.One(new TenantId("other")), SUBJECT.service());
    Principal reader =
        new Principal("r", Role.READER, new TenantScope.One(ACME), SUBJECT.service());
    Invoicing.Request request =
        new Invoicing.Request(ACME, null, BillingPeriod.parse("period", "2026-02"), null);
    assertProblem(
        new Problem.NotFound("tenant", "acme"),
        () -> invoicing.preview(other, request, Fresh.deadline()));
    assertThatThrownBy(() -> invoicing.preview(reader, request, Fresh.deadline()))
        .hasMessageContaining("invoices:read");
  }
}
