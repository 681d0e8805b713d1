package dev.quintet.adapters.out.memory;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.subscriptions.BillingPeriod;
import dev.quintet.domain.subscriptions.RecordedUsage;
import dev.quintet.domain.subscriptions.UsageEvent;
import dev.quintet.domain.subscriptions.UsageGrouping;
import dev.quintet.domain.subscriptions.UsageLedger;
import dev.quintet.domain.subscriptions.UsageQuery;
import dev.quintet.domain.subscriptions.UsageSpan;
import dev.quintet.domain.subscriptions.UsageTotal;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.writes.Write;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Usage in a list, in the order in which it came; its place in the list is its position. */
public final class MemoryUsageLedger implements UsageLedger {

  private record Id(TenantId tenant, UUID id) {}

  private final Clock clock;
  private final Set<Id> ids = new HashSet<>();
  private final List<RecordedUsage> recorded = new ArrayList<>();

  public MemoryUsageLedger(Clock clock) {
    this.clock = clock;
  }

  @Override
  public synchronized void append(List<UsageEvent> events, Deadline deadline) {
    MemoryFailures.check(deadline);
    Instant now = now();
    for (UsageEvent event : events) {
      if (ids.add(new Id(event.subject().tenant(), event.id()))) {
        Instant at = event.at().isAfter(now) ? now : event.at();
        BillingPeriod own = BillingPeriod.of(at);
        boolean closed = !now.isBefore(own.closesAt());
        recorded.add(
            new RecordedUsage(
                new UsageEvent(event.id(), event.subject(), event.type(), event.count(), at),
                now,
                at.isBefore(now.minus(GRACE)),
                closed ? now : at,
                closed ? own : null,
                EXPORT.behind(List.of(Integer.toString(recorded.size() + 1)))));
      }
    }
  }

  /** Meters writes that were just recorded: one event for each subject and type. */
  void meter(List<Write> fresh) {
    record Meter(Subject subject, UsageType type) {}
    Map<Meter, Long> counts = new HashMap<>();
    for (Write write : fresh) {
      write
          .metered()
          .ifPresent(
              it -> counts.merge(new Meter(write.subject(), it.type()), it.count(), Long::sum));
    }
    List<UsageEvent> events = new ArrayList<>();
    counts.forEach(
        (meter, count) ->
            events.add(
                new UsageEvent(UUID.randomUUID(), meter.subject, meter.type, count, now())));
    append(events, Deadline.after(Duration.ofMinutes(1)));
  }

  @Override
  public synchronized Answer<UsageTotal> totals(
      UsageQuery query, @Nullable Cursor after, int limit, Deadline deadline) {
    MemoryFailures.check(deadline);
    Listing listing = query.listing();
    TreeMap<String, UsageTotal> totals = new TreeMap<>();
    for (RecordedUsage usage : recorded) {
      if (matches(query, usage)) {
        UsageTotal total = total(query, usage);
        totals.merge(position(total), total, MemoryUsageLedger::sum);
      }
    }
    String last =
        after == null ? "" : listing.position(after, 7, parts -> String.join("\0", parts));
    List<UsageTotal> rest = List.copyOf(totals.tailMap(last, false).values());
    return new Answer<>(
        listing.page(first(rest, limit), limit, UsageTotal::position), completeUntil());
  }

  @Override
  public synchronized List<Map<UsageType, Long>> used(List<UsageSpan> spans, Deadline deadline) {
    MemoryFailures.check(deadline);
    return spans.stream().map(this::used).toList();
  }

  private Map<UsageType, Long> used(UsageSpan span) {
    Map<UsageType, Long> used = new EnumMap<>(UsageType.class);
    for (RecordedUsage usage : recorded) {
      Subject subject = usage.event().subject();
      LocalDate day = LocalDate.ofInstant(usage.bookedAt(), ZoneOffset.UTC);
      if (subject.tenant().equals(span.tenant())
          && (span.user() == null || span.user().equals(subject.user()))
          && !day.isBefore(span.from())
          && day.isBefore(span.to())) {
        used.merge(usage.event().type(), usage.event().count(), Long::sum);
      }
    }
    return used;
  }

  @Override
  public synchronized Answer<RecordedUsage> events(
      @Nullable Cursor after, int limit, Deadline deadline) {
    MemoryFailures.check(deadline);
    List<RecordedUsage> rest =
        recorded.subList(after == null ? 0 : place(after), recorded.size()).stream()
            .filter(usage -> !usage.event().subject().tenant().isInternal())
            .toList();
    return new Answer<>(
        Page.of(first(rest, limit), limit, RecordedUsage::position), completeUntil());
  }

  /** A write is metered when it is recorded, or not recorded. */
  @Override
  public Reconciliation reconcile(Duration window, Deadline deadline) {
    MemoryFailures.check(deadline);
    return new Reconciliation(0, 0, completeUntil());
  }

  /** Sums are made of the events when they are asked for. */
  @Override
  public long drift(BillingPeriod period, Deadline deadline) {
    MemoryFailures.check(deadline);
    return 0;
  }

  /** A list has room for every month. */
  @Override
  public int prepare(Deadline deadline) {
    MemoryFailures.check(deadline);
    return MONTHS_AHEAD;
  }

  /** One more than fits, if there is more. */
  private static <T> List<T> first(List<T> items, int limit) {
    return List.copyOf(items.subList(0, Math.min(items.size(), limit + 1)));
  }

  private int place(Cursor cursor) {
    return Math.min(
        recorded.size(), EXPORT.position(cursor, 1, it -> Integer.parseUnsignedInt(it.getFirst())));
  }

  private static boolean matches(UsageQuery query, RecordedUsage usage) {
    UsageEvent event = usage.event();
    Subject subject = event.subject();
    return !subject.tenant().isInternal()
        && (query.tenant() == null || query.tenant().equals(subject.tenant()))
        && (query.service() == null || query.service().equals(subject.service()))
        && (query.user() == null || query.user().equals(subject.user()))
        && (query.type() == null || query.type() == event.type())
        && !usage.bookedAt().isBefore(query.from())
        && usage.bookedAt().isBefore(query.to());
  }

  private static UsageTotal total(UsageQuery query, RecordedUsage usage) {
    UsageEvent event = usage.event();
    Set<UsageGrouping> groups = query.groups();
    return new UsageTotal(
        event.subject().tenant(),
        groups.contains(UsageGrouping.DAY)
            ? LocalDate.ofInstant(usage.bookedAt(), ZoneOffset.UTC)
            : null,
        groups.contains(UsageGrouping.PERIOD) ? usage.period() : null,
        groups.contains(UsageGrouping.TYPE) ? event.type() : null,
        groups.contains(UsageGrouping.SERVICE) ? event.subject().service() : null,
        groups.contains(UsageGrouping.USER) ? event.subject().user() : null,
        groups.contains(UsageGrouping.CORRECTS) ? usage.corrects() : null,
        event.count(),
        usage.correction() ? event.count() : 0);
  }

  private static UsageTotal sum(UsageTotal one, UsageTotal other) {
    return new UsageTotal(
        one.tenant(),
        one.day(),
        one.period(),
        one.type(),
        one.service(),
        one.user(),
        one.corrects(),
        one.count() + other.count(),
        one.corrections() + other.corrections());
  }

  /** The separator is less than any character of the parts. */
  private static String position(UsageTotal total) {
    return String.join("\0", total.position());
  }

  private Instant completeUntil() {
    return now().minus(GRACE);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
