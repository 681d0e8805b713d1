package dev.quintet.domain.subscriptions;

import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.subscriptions.Invoice.Kind;
import dev.quintet.domain.subscriptions.Invoice.Line;
import dev.quintet.domain.subscriptions.InvoiceCycle.Run;
import dev.quintet.domain.subscriptions.InvoiceCycle.UsedRun;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Works out the lines of one cycle after the other, each with what the ones before left over: quantity
 * that rolls over, and what is not used up of grants.
 *
 * <p>A plan's price is that of the first instant at which the cycle has the plan, by days ({@link
 * Proration}). What is included is shared by days too, rounded down such that all days together have it
 * all; what one run of days leaves is there for the next of its cycle. Usage takes first what is included,
 * then what was rolled over, then grants, those first that end first. What is beyond is priced by the
 * tiers of its run, whose bounds are not shared. A minimum is shared by days as a price is. Credits are
 * taken last, those first that end first, until nothing is to be paid.
 */
public final class InvoiceCalculation {

  /** By type, of the cycle before. */
  private final Map<UsageType, Long> rolledOver = new EnumMap<>(UsageType.class);

  /** What is left of each grant that was met, by its id. */
  private final Map<String, Long> includedLeft = new HashMap<>();

  private final Map<String, Money> creditLeft = new HashMap<>();

  /** A price and a minimum, as agreed when the cycle first had the plan. */
  private record Agreed(Money price, Money minimum) {}

  /** Days of one plan that follow each other. */
  private record Days(PlanId plan, LocalDate from, LocalDate to) {}

  /** The lines of the next cycle. */
  public List<Line> lines(Cycle cycle, List<UsedRun> runs) {
    List<Line> lines = new ArrayList<>();
    Map<PlanId, Agreed> agreed = new LinkedHashMap<>();
    List<Days> days = days(runs, agreed);
    for (Days some : days) {
      Agreed plan = Objects.requireNonNull(agreed.get(some.plan));
      lines.add(
          line(Kind.BASE, cycle, some, new Proration(plan.price, cycle).share(some.from, some.to)));
    }
    addUsage(cycle, runs, lines);
    for (Map.Entry<PlanId, Agreed> plan : agreed.entrySet()) {
      addMinimum(cycle, days, plan.getKey(), plan.getValue(), lines);
    }
    addCredits(cycle, runs, lines);
    return lines;
  }

  private static Line line(Kind kind, Cycle cycle, Days days, Money amount) {
    return new Line(kind, cycle, days.from, days.to, days.plan, null, 1, null, amount, null);
  }

  /** Of the runs that are paid for. */
  private static List<Days> days(List<UsedRun> runs, Map<PlanId, Agreed> agreed) {
    List<Days> days = new ArrayList<>();
    for (UsedRun used : runs) {
      Run run = used.run();
      if (run.due()) {
        PriceVersion version = run.terms().version();
        Money price = run.terms().price();
        Money none = Money.zero(version.minimum().currency());
        agreed.putIfAbsent(
            version.plan(), new Agreed(price == null ? none : price, version.minimum()));
        Days last = days.isEmpty() ? null : days.getLast();
        if (last != null && last.plan.equals(version.plan()) && last.to.equals(run.from())) {
          days.removeLast();
          days.add(new Days(last.plan, last.from, run.to()));
        } else {
          days.add(new Days(version.plan(), run.from(), run.to()));
        }
      }
    }
    return days;
  }

  private void addUsage(Cycle cycle, List<UsedRun> runs, List<Line> lines) {
    for (UsageType type : UsageType.values()) {
      long rolled = rolledOver.getOrDefault(type, 0L);
      long own = 0;
      boolean rollsOver = false;
      for (UsedRun usedRun : runs) {
        Run run = usedRun.run();
        long used = usedRun.used().getOrDefault(type, 0L);
        UsagePrice price = run.due() ? run.terms().usage(type).orElse(null) : null;
        if (price == null) {
          addIncluded(cycle, run, type, used, lines);
          continue;
        }
        own += share(price.included(), cycle, run);
        rollsOver = price.rollover();
        long beyond = used;
        long taken = Math.min(beyond, own);
        own -= taken;
        beyond -= taken;
        taken = Math.min(beyond, rolled);
        rolled -= taken;
        beyond -= taken;
        beyond -= granted(run, type, beyond);
        addIncluded(cycle, run, type, used - beyond, lines);
        for (UsagePrice.Part part : price.overage(beyond)) {
          Money none = Money.zero(run.terms().version().minimum().currency());
          lines.add(
              new Line(
                  Kind.OVERAGE, cycle, run.from(), run.to(), run.terms().version().plan(), type,
                  part.count(), part.unitPrice(), rounded(part, none), null));
        }
        if (price.overage(beyond).isEmpty()) {
          addIncluded(cycle, run, type, beyond, lines);
        }
      }
      rolledOver.put(type, rollsOver ? own : 0L);
    }
  }

  private static Money rounded(UsagePrice.Part part, Money none) {
    int digits = Math.clamp(none.currency().getDefaultFractionDigits(), 0, Money.SCALE);
    return new Money(
        part.amount().setScale(digits, RoundingMode.HALF_EVEN), none.currency());
  }

  private static void addIncluded(
      Cycle cycle, Run run, UsageType type, long count, List<Line> lines) {
    if (count > 0) {
      PriceVersion version = run.terms().version();
      lines.add(
          new Line(
              Kind.INCLUDED, cycle, run.from(), run.to(), version.plan(), type, count, null,
              Money.zero(version.minimum().currency()), null));
    }
  }

  private static long share(long included, Cycle cycle, Run run) {
    return until(included, cycle, run.to()) - until(included, cycle, run.from());
  }

  private static long until(long included, Cycle cycle, LocalDate day) {
    long days = ChronoUnit.DAYS.between(cycle.from(), day);
    return BigInteger.valueOf(included)
        .multiply(BigInteger.valueOf(days))
        .divide(BigInteger.valueOf(cycle.days()))
        .longValueExact();
  }

  private long granted(Run run, UsageType type, long wanted) {
    long taken = 0;
    for (Grant grant : grants(List.of(run))) {
      if (grant.benefit() instanceof Grant.Benefit.Included(UsageType of, long count)
          && of == type) {
        long left = includedLeft.getOrDefault(grant.id(), count);
        long some = Math.min(left, wanted - taken);
        includedLeft.put(grant.id(), left - some);
        taken += some;
      }
    }
    return taken;
  }

  /** That hold in one of the runs; those first that end first. */
  private static List<Grant> grants(List<Run> runs) {
    Map<String, Grant> grants = new LinkedHashMap<>();
    for (Run run : runs) {
      run.grants().forEach(it -> grants.putIfAbsent(it.id(), it));
    }
    return grants.values().stream()
        .sorted(Comparator.comparing(Grant::to).thenComparing(Grant::id))
        .toList();
  }

  private static void addMinimum(
      Cycle cycle, List<Days> days, PlanId plan, Agreed agreed, List<Line> lines) {
    Proration shares = new Proration(agreed.minimum, cycle);
    @Nullable Days last = null;
    Money missing = Money.zero(agreed.minimum.currency());
    for (Days some : days) {
      if (some.plan.equals(plan)) {
        missing = missing.plus(shares.share(some.from, some.to));
        last = some;
      }
    }
    for (Line line : lines) {
      if (line.plan().equals(plan) && line.amount().currency().equals(missing.currency())) {
        missing = missing.minus(line.amount());
      }
    }
    if (last != null && !missing.isZero() && !missing.isNegative()) {
      lines.add(line(Kind.MINIMUM, cycle, last, missing));
    }
  }

  private void addCredits(Cycle cycle, List<UsedRun> runs, List<Line> lines) {
    List<Run> all = runs.stream().map(UsedRun::run).toList();
    for (Grant grant : grants(all)) {
      if (grant.benefit() instanceof Grant.Benefit.Credit(Money credit)) {
        Money left = creditLeft.getOrDefault(grant.id(), credit);
        Money due = Money.zero(left.currency());
        for (Line line : lines) {
          due = line.amount().currency().equals(due.currency()) ? due.plus(line.amount()) : due;
        }
        Money taken = due.compareTo(left) < 0 ? due : left;
        creditLeft.put(grant.id(), left.minus(taken));
        if (!taken.isZero()) {
          Run last = all.getLast();
          lines.add(
              new Line(
                  Kind.CREDIT, cycle, all.getFirst().from(), last.to(), last.terms().version().plan(),
                  null, 1, null, taken.negated(), grant.reason()));
        }
      }
    }
  }
}
