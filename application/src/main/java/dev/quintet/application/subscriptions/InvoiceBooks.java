package dev.quintet.application.subscriptions;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.subscriptions.CycleLength;
import dev.quintet.domain.subscriptions.Grant;
import dev.quintet.domain.subscriptions.InvoiceCycle;
import dev.quintet.domain.subscriptions.InvoiceCycle.Run;
import dev.quintet.domain.subscriptions.Plan;
import dev.quintet.domain.subscriptions.Standing;
import dev.quintet.domain.subscriptions.Subscription;
import dev.quintet.domain.subscriptions.SubscriptionChange;
import dev.quintet.domain.subscriptions.SubscriptionCourse;
import dev.quintet.domain.subscriptions.SubscriptionId;
import dev.quintet.domain.subscriptions.SubscriptionRequest;
import dev.quintet.domain.subscriptions.Terms;
import dev.quintet.domain.subscriptions.UsageSpan;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.UserId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one invoice is made from: the cycles that it needs, and what was used in them. */
final class InvoiceBooks {

  private static final SubscriptionId DRY_RUN = new SubscriptionId("dry-run");
  private static final int DAYS_OF_GRACE = 14;

  /** Days for which somebody pays by itself. */
  private record OwnDays(UserId user, LocalDate from, LocalDate to) {}

  private final Invoicing.Sources sources;
  private final Tenant tenant;
  private final Invoicing.Request request;
  private final List<Plan> plans;
  private final Deadline deadline;
  private final Instant start;
  private Instant until;

  InvoiceBooks(
      Invoicing.Sources sources,
      Tenant tenant,
      Invoicing.Request request,
      List<Plan> plans,
      Deadline deadline) {
    this.sources = sources;
    this.tenant = tenant;
    this.request = request;
    this.plans = plans;
    this.deadline = deadline;
    this.start = request.period().start();
    this.until = request.period().end();
  }

  /**
   * Those that begin in the period, and those before from which something may be left: the one before,
   * because of what rolls over, and all since the one before the first grant that may still be used.
   */
  List<InvoiceCycle> cycles() {
    Instant before = before(start);
    List<Terms> parts = parts(before);
    until = parts.getLast().cycle().end();
    parts = parts(before);
    Instant granted =
        parts.stream()
            .filter(part -> !part.cycle().end().isBefore(start))
            .flatMap(part -> part.grants().stream())
            .map(Grant::from)
            .min(Instant::compareTo)
            .orElse(before);
    if (granted.isBefore(before)) {
      Instant made = tenant.createdAt();
      parts = parts(before(granted.isBefore(made) ? made : granted));
    }
    List<InvoiceCycle> cycles = InvoiceCycle.of(parts, until);
    UserId user = request.user();
    return user == null ? cycles : own(cycles, user);
  }

  /** The rest is the tenant's to pay. */
  private List<InvoiceCycle> own(List<InvoiceCycle> cycles, UserId user) {
    return cycles.stream()
        .map(
            cycle ->
                new InvoiceCycle(
                    cycle.cycle(),
                    cycle.runs().stream().filter(run -> isOwn(run.terms(), user)).toList()))
        .filter(cycle -> !cycle.runs().isEmpty())
        .toList();
  }

  /** When the cycle began before the one of that instant. */
  private Instant before(Instant at) {
    return cycleStart(cycleStart(at).minusNanos(1_000));
  }

  private Instant cycleStart(Instant at) {
    return Terms.of(plans, tenant.tier(), standing(at), at).cycle().start();
  }

  private List<Terms> parts(Instant from) {
    return TermsReading.between(plans, tenant, standing(from), from, until);
  }

  /** With the change that is tried. */
  private Standing standing(Instant since) {
    Standing recorded =
        sources.terms().standing(tenant.id(), request.user(), since, deadline);
    Invoicing.Change change = request.change();
    if (change == null) {
      return recorded;
    }
    List<SubscriptionChange> changes = new ArrayList<>(recorded.changes());
    changes.addAll(tried(change));
    return new Standing(
        recorded.tenant(), recorded.user(), changes, recorded.overrides(), recorded.grants());
  }

  private List<SubscriptionChange> tried(Invoicing.Change change) {
    Standing then = sources.terms().standing(tenant.id(), request.user(), change.at(), deadline);
    Subscription held =
        Optional.ofNullable(
                Terms.of(plans, tenant.tier(), then, change.at()).subscription())
            .filter(it -> !it.state().isOver() && it.isOf(request.user()))
            .orElse(null);
    CycleLength length = held == null ? CycleLength.MONTHLY : held.anchor().length();
    Plan plan =
        plans.stream()
            .filter(it -> it.id().equals(change.plan()))
            .findFirst()
            .orElseThrow(() -> ProblemException.invalid("plan", "is none that there is"));
    if (plan.inForce(null, change.at()).price(length).isEmpty()) {
      throw ProblemException.invalid("plan", "has no price for cycles that are " + length.word());
    }
    if (held != null) {
      return SubscriptionCourse.of(held, DRY_RUN.value(), change.at())
          .ask(new SubscriptionRequest.ChangePlan(change.plan(), length, false))
          .changes();
    }
    return SubscriptionCourse.begin(
            DRY_RUN,
            tenant.id(),
            request.user(),
            new Subscription.Agreement(change.at(), 0, null, DAYS_OF_GRACE),
            change.plan(),
            length,
            DRY_RUN.value(),
            change.at())
        .changes();
  }

  /** Of each run; a user who has a subscription pays for its own. */
  List<Map<UsageType, Long>> used(List<InvoiceCycle> cycles) {
    List<Run> runs = cycles.stream().flatMap(cycle -> cycle.runs().stream()).toList();
    List<OwnDays> others = request.user() == null ? ownDays(runs) : List.of();
    List<UsageSpan> spans = new ArrayList<>();
    List<Integer> owners = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      Run run = runs.get(i);
      spans.add(new UsageSpan(tenant.id(), request.user(), run.from(), run.to()));
      owners.add(i);
    }
    for (int i = 0; i < runs.size(); i++) {
      Run run = runs.get(i);
      for (OwnDays own : others) {
        LocalDate from = own.from.isBefore(run.from()) ? run.from() : own.from;
        LocalDate to = own.to.isAfter(run.to()) ? run.to() : own.to;
        if (from.isBefore(to)) {
          spans.add(new UsageSpan(tenant.id(), own.user, from, to));
          owners.add(i);
        }
      }
    }
    List<Map<UsageType, Long>> all = sources.ledger().used(spans, deadline);
    List<Map<UsageType, Long>> used = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      Map<UsageType, Long> whole = new EnumMap<>(UsageType.class);
      whole.putAll(all.get(i));
      used.add(whole);
    }
    for (int i = runs.size(); i < spans.size(); i++) {
      Map<UsageType, Long> of = used.get(owners.get(i));
      all.get(i).forEach((type, count) -> of.merge(type, -count, Long::sum));
    }
    return used;
  }

  private List<OwnDays> ownDays(List<Run> runs) {
    List<OwnDays> days = new ArrayList<>();
    if (runs.isEmpty()) {
      return days;
    }
    Instant from = runs.getFirst().terms().at();
    for (UserId user : subscribers()) {
      Standing standing = sources.terms().standing(tenant.id(), user, from, deadline);
      List<Terms> parts = TermsReading.between(plans, tenant, standing, from, until);
      InvoiceCycle.of(parts, until).stream()
          .flatMap(cycle -> cycle.runs().stream())
          .filter(run -> isOwn(run.terms(), user))
          .forEach(run -> days.add(new OwnDays(user, run.from(), run.to())));
    }
    return days;
  }

  private boolean isOwn(Terms terms, UserId user) {
    Subscription held = terms.subscription();
    return held != null && held.isOf(user);
  }

  private Set<UserId> subscribers() {
    Set<UserId> users = new HashSet<>();
    @Nullable Cursor from = null;
    do {
      Page<Subscription> page =
          sources.subscriptions().list(tenant.id(), null, from, Page.MAX_SIZE, deadline);
      page.items().stream().flatMap(it -> Stream.ofNullable(it.user())).forEach(users::add);
      from = page.nextCursor();
    } while (from != null);
    return users;
  }
}
