package dev.quintet.application.subscriptions;

import static dev.quintet.application.subscriptions.QuotaSetting.ACME;
import static dev.quintet.application.subscriptions.QuotaSetting.SUBJECT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.Subscriptions;
import dev.quintet.adapters.out.memory.MemoryPlanStore;
import dev.quintet.adapters.out.memory.MemoryStatementStore;
import dev.quintet.application.shared.FairShares;
import dev.quintet.application.subscriptions.YearModel.Price;
import dev.quintet.application.subscriptions.YearModel.Tariff;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.subscriptions.BillingPeriod;
import dev.quintet.domain.subscriptions.CycleLength;
import dev.quintet.domain.subscriptions.Grant;
import dev.quintet.domain.subscriptions.PaymentEvent;
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
import dev.quintet.domain.tenancy.TenantScope;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A customer's year by chance: a trial, upgrades, pauses, payments that fail, usage that comes late,
 * prices that change, a credit. Activities are made anew all the time, as after a kill: all they know is in
 * the stores. Its invoices are those of {@link YearModel}, to the cent.
 */
final class YearSimulationTest {

  private static final Currency EUR = Currency.getInstance("EUR");
  private static final SubscriptionId ID = new SubscriptionId("s");
  private static final int NEVER = 100_000;
  private static final int NOON = 12;
  private static final int GRACE = 14;

  private final QuotaSetting setting = new QuotaSetting();
  private final MemoryPlanStore plans = new MemoryPlanStore();
  private final MemoryStatementStore statements = new MemoryStatementStore();
  private final Subscriptions subscriptions = new Subscriptions(setting.subscriptions);
  private final YearModel model = new YearModel();

  static LongStream seeds() {
    return LongStream.range(1, 101);
  }

  private static Instant at(int day, int hour) {
    return YearModel.FIRST.plusDays(day).atTime(hour, 0).toInstant(ZoneOffset.UTC);
  }

  private static Money cents(long cents) {
    return new Money(BigDecimal.valueOf(cents, 2), EUR);
  }

  private void plan(String id, Tariff tariff) {
    model.tariffs.put(id, tariff);
    List<Tier> tiers = new ArrayList<>();
    for (int i = 0; i < tariff.rates().length; i++) {
      BigDecimal price = BigDecimal.valueOf(tariff.rates()[i], 6);
      tiers.add(i < tariff.bounds().length ? new Tier(tariff.bounds()[i], price) : Tier.unbounded(price));
    }
    UsagePrice usage =
        new UsagePrice(
            UsageType.API_CALLS, tariff.included(), tariff.rollover(), Tiering.GRADUATED, tiers);
    int version = 1;
    for (Price price : tariff.prices()) {
      plans.add(
          id,
          new PriceVersion(
              new PlanId(id), version++, at(price.fromDay(), 0),
              price.existingFromDay() == NEVER ? null : at(price.existingFromDay(), 0),
              Map.of(CycleLength.MONTHLY, cents(price.cents())), cents(tariff.minimumCents()),
              List.of(usage), List.of()),
          Fresh.deadline());
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void invoicesAreThoseOfTheModel(long seed) {
    Random random = new Random(seed);
    int change = 60 + random.nextInt(200);
    plan("small",
        new Tariff(
            List.of(new Price(-400, -400, 1_999), new Price(change, change + 20, 2_501)),
            0, 90, false, new long[] {100}, new long[] {12_345, 9_999}));
    plan("large",
        new Tariff(
            List.of(new Price(-400, -400, 9_901), new Price(change + 7, NEVER, 11_003)),
            12_000, 500, true, new long[] {}, new long[] {7_777}));
    int start = random.nextInt(40);
    int trial = new int[] {0, 7, 14}[random.nextInt(3)];
    credit(random, start);
    begin(start, trial);
    Map<Integer, Runnable> operations = operations(random, start + trial);
    for (int day = 0; day < 400; day++) {
      setting.now = at(day, NOON);
      operations.getOrDefault(day, () -> {}).run();
      setting.now = at(day, NOON + 2);
      use(random, day);
      if (random.nextInt(20) == 0) {
        keeping().keep();
      }
    }
    Map<YearMonth, Long> expected = model.owed();
    for (YearMonth month = YearMonth.of(2026, 1);
        month.isBefore(YearMonth.of(2027, 1));
        month = month.plusMonths(1)) {
      List<Money> totals = invoicing().preview(
              new Principal("b", Role.BILLING, new TenantScope.All(), SUBJECT.service()),
              new Invoicing.Request(ACME, null, new BillingPeriod(month), null),
              Fresh.deadline())
          .totals();
      Money total = totals.isEmpty() ? cents(0) : totals.getFirst();
      assertThat(total)
          .as("seed %d, %s", seed, month)
          .isEqualTo(cents(expected.getOrDefault(month, 0L)));
    }
  }

  private void credit(Random random, int start) {
    model.creditFrom = start + random.nextInt(60);
    model.creditTo = model.creditFrom + 30 + random.nextInt(150);
    model.creditCents = 1 + random.nextInt(20_000);
    setting.terms.grant(
        ACME,
        Subscriptions.write(ACME, Fresh.unique()),
        new Grant(
            "g", ACME, null, new Grant.Benefit.Credit(cents(model.creditCents)),
            at(model.creditFrom, 0), at(model.creditTo, 0), "sorry"),
        Fresh.deadline());
  }

  private void begin(int start, int trial) {
    model.anchor = start + trial;
    pay("small", start + trial, start + 0.5);
    setting.subscriptions.change(
        ACME,
        Subscriptions.write(ACME, Fresh.unique()),
        ID,
        before ->
            SubscriptionCourse.begin(
                    ID, ACME, null, new Subscription.Agreement(at(start, NOON), trial, null, GRACE),
                    new PlanId("small"), CycleLength.MONTHLY, "test", at(start, NOON))
                .changes(),
        Fresh.deadline());
  }

  /** From that day on, as far as anybody knows. */
  private void pay(@Nullable String plan, int from, double taken) {
    for (int day = from; day < YearModel.DAYS; day++) {
      model.plan[day] = plan;
      model.taken[day] = taken;
    }
  }

  private static final class Course {
    String plan = "small";
    double taken;
    int payments;
  }

  /** What happens on which day; the days are far enough apart that each is legal. */
  private Map<Integer, Runnable> operations(Random random, int first) {
    Map<Integer, Runnable> operations = new HashMap<>();
    Course course = new Course();
    course.taken = model.taken[first];
    int day = first + 1;
    boolean paused = false;
    boolean over = false;
    while (day < 360 && !over) {
      int at = day;
      if (paused) {
        operations.put(at, () -> {
          ask(new SubscriptionRequest.Resume(), at);
          pay(course.plan, at, course.taken);
        });
        paused = false;
      } else {
        switch (random.nextInt(4)) {
          case 0, 1 -> {
            String other = random.nextBoolean() ? "small" : "large";
            operations.put(at, () -> {
              ask(new SubscriptionRequest.ChangePlan(new PlanId(other), CycleLength.MONTHLY, false), at);
              course.plan = other;
              course.taken = at + 0.5;
              pay(other, at, course.taken);
            });
          }
          case 2 -> {
            operations.put(at, () -> {
              ask(new SubscriptionRequest.Pause(), at);
              pay(null, at, 0);
            });
            paused = true;
          }
          default -> {
            over = random.nextInt(3) == 0;
            fail(operations, course, at, over);
            day += GRACE;
          }
        }
      }
      day += 1 + random.nextInt(50);
    }
    return operations;
  }

  private void fail(Map<Integer, Runnable> operations, Course course, int at, boolean forGood) {
    operations.put(at, () -> {
      paid(true, ++course.payments, at);
      if (forGood) {
        pay(null, at + GRACE, 0);
        model.over = at + GRACE;
      }
    });
    if (!forGood) {
      operations.put(at + 5, () -> paid(false, ++course.payments, at + 5));
    }
  }

  private void paid(boolean failed, int version, int day) {
    PaymentEvent event =
        new PaymentEvent("evt_" + version, ACME, ID, version, failed, at(day, NOON), null);
    setting.subscriptions.change(
        ACME,
        Subscriptions.write(ACME, Fresh.unique()),
        ID,
        before ->
            SubscriptionCourse.of(before.orElseThrow(), "test", at(day, NOON))
                .paid(List.of(event))
                .changes(),
        Fresh.deadline());
  }

  private void ask(SubscriptionRequest request, int day) {
    subscriptions.ask(ACME, ID, request, at(day, NOON));
  }

  /** Some of it comes late, and then is booked on its day while its month is open, else today. */
  private void use(Random random, int day) {
    long count = random.nextInt(3) == 0 ? 1 + random.nextInt(80) : 0;
    int late = random.nextInt(6) == 0 ? random.nextInt(60) : 0;
    int at = Math.max(0, day - late);
    if (count > 0) {
      LocalDate date = YearModel.FIRST.plusDays(at);
      LocalDate closes = YearMonth.from(date).plusMonths(1).atDay(4);
      boolean closed = !YearModel.FIRST.plusDays(day).isBefore(closes);
      model.used[closed ? day : at] += count;
      UsageEvent event =
          new UsageEvent(UUID.randomUUID(), SUBJECT, UsageType.API_CALLS, count, at(at, NOON));
      setting.ledger.append(List.of(event, event), Fresh.deadline());
      setting.ledger.append(List.of(event), Fresh.deadline());
    }
  }

  private Invoicing invoicing() {
    return new Invoicing(
        setting.access(),
        new TermsReading(plans, setting.terms, setting.clock),
        new Invoicing.Sources(
            setting.terms, setting.subscriptions, setting.ledger, setting.tenants),
        new FairShares("invoices", 4, 2));
  }

  private UsageKeeping keeping() {
    return new UsageKeeping(setting.ledger, statements, setting.tenants, setting.clock);
  }
}
