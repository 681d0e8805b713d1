package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.tenancy.TenantId;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Hours to build, by tenant and symbol. Tenants take turns, one statement each. A symbol's hours are
 * due when none was added for the delay, or after thirty times that. An hour that is not over yet is
 * not taken: it would be built again and again, and a sweep finds it once it is over.
 *
 * <p>A tenant may have as many hours here as are left for all: a tenant that comes later finds
 * some, and one alone takes half. What does not fit is counted, and its tenant is named by {@link
 * #incomplete} when the rest is done. Writers add, so nothing here looks at more than a few entries
 * at a time.
 */
final class RollupQueue {

  /** Hours of one statement: they become one block, which is stored whole. */
  static final int MAX_HOURS = 256;

  private static final int PATIENCE = 30;

  /** Backs off by this power of two at most: of a second, 17 minutes. */
  private static final int MOST_DOUBLINGS = 10;

  /** Entries that are looked at in one go. */
  private static final int AT_ONCE = 1_000;

  private final long delay;
  private final int most;
  private final Map<TenantId, Line> lines = new HashMap<>();

  /** Those that are not known to be due, by when that may be; later than it says, never earlier. */
  private final PriorityQueue<Pending> later =
      new PriorityQueue<>(Comparator.comparingLong(pending -> pending.look));

  /** Lines with symbols that are due, each once. */
  private final ArrayDeque<Line> turns = new ArrayDeque<>();

  private final Set<TenantId> incomplete = new HashSet<>();
  private int waiting;
  private long dropped;

  /**
   * @param delayNanos how long a symbol must be quiet
   * @param most hours of all tenants
   */
  RollupQueue(long delayNanos, int most) {
    this.delay = delayNanos;
    this.most = most;
  }

  /**
   * @param hours since 1970
   * @param now of the monotonic clock, as in every method
   * @param thisHour the one that is not over
   */
  void add(TenantId tenant, Symbol symbol, Collection<Long> hours, long now, long thisHour) {
    Iterator<Long> rest = hours.iterator();
    while (rest.hasNext()) {
      addSome(tenant, symbol, rest, now, thisHour);
    }
  }

  private synchronized void addSome(
      TenantId tenant, Symbol symbol, Iterator<Long> hours, long now, long thisHour) {
    for (int i = 0; i < AT_ONCE && hours.hasNext(); i++) {
      long hour = hours.next();
      if (hour < thisHour) {
        add(tenant, symbol, hour, now);
      }
    }
  }

  private void add(TenantId tenant, Symbol symbol, long hour, long now) {
    Line line = lines.get(tenant);
    if ((line == null ? 0 : line.waiting) >= most - waiting) {
      dropped++;
      incomplete.add(tenant);
      return;
    }
    Pending pending = pending(tenant, symbol, now);
    pending.touched = now;
    if (pending.hours.add(hour)) {
      pending.line.waiting++;
      waiting++;
    }
  }

  private Pending pending(TenantId tenant, Symbol symbol, long now) {
    Line line = lines.computeIfAbsent(tenant, Line::new);
    Pending pending = line.symbols.get(symbol);
    if (pending == null) {
      pending = new Pending(line, symbol, now);
      pending.look = now + delay;
      line.symbols.put(symbol, pending);
      later.add(pending);
    }
    return pending;
  }

  /** The next work that is due, which is taken out; null: none is. */
  @Nullable Work poll(long now) {
    while (ripen(now)) {
      // In many short steps, between which others add.
    }
    return take(now);
  }

  /** Moves what is due to its line; whether there may be more. */
  private synchronized boolean ripen(long now) {
    for (int i = 0; i < AT_ONCE; i++) {
      Pending first = later.peek();
      if (first == null || first.look - now > 0) {
        return false;
      }
      later.remove();
      long due = first.due(delay);
      if (due - now > 0) {
        first.look = due;
        later.add(first);
      } else {
        if (first.line.due.isEmpty()) {
          turns.addLast(first.line);
        }
        first.line.due.addLast(first);
      }
    }
    return true;
  }

  private synchronized @Nullable Work take(long now) {
    Line line = turns.pollFirst();
    if (line == null) {
      return null;
    }
    Pending pending = line.due.removeFirst();
    List<Long> hours =
        pending.hours.stream().limit(Math.max(1, MAX_HOURS >> pending.failures)).toList();
    hours.forEach(pending.hours::remove);
    line.waiting -= hours.size();
    waiting -= hours.size();
    if (pending.hours.isEmpty()) {
      line.symbols.remove(pending.symbol);
    } else {
      pending.look = now;
      later.add(pending);
    }
    if (!line.due.isEmpty()) {
      turns.addLast(line);
    }
    if (line.symbols.isEmpty()) {
      lines.remove(line.tenant);
    }
    return new Work(line.tenant, pending.symbol, hours, pending.failures);
  }

  /**
   * Takes work back that failed. Its symbol is tried again later, each time twice as late and with
   * half as many hours, so that one that always fails holds up its own tenant and few of its hours.
   */
  synchronized void failed(Work work, long now) {
    Pending pending = pending(work.tenant, work.symbol, now);
    pending.failures = Math.min(work.failures + 1, MOST_DOUBLINGS);
    pending.notBefore = now + (delay << pending.failures);
    int before = pending.hours.size();
    pending.hours.addAll(work.hours);
    pending.line.waiting += pending.hours.size() - before;
    waiting += pending.hours.size() - before;
  }

  /** A sweep did not name all hours of the tenant. */
  synchronized void incomplete(TenantId tenant) {
    incomplete.add(tenant);
  }

  /** Takes a tenant some of whose hours were not taken, now that all the others are done. */
  synchronized @Nullable TenantId pollIncomplete() {
    for (TenantId tenant : incomplete) {
      if (!lines.containsKey(tenant)) {
        incomplete.remove(tenant);
        return tenant;
      }
    }
    return null;
  }

  /** Hours that wait. */
  synchronized int waiting() {
    return waiting;
  }

  /** Hours that were not taken because there was no room, since the start. */
  synchronized long dropped() {
    return dropped;
  }

  /**
   * Hours of one symbol, ascending.
   *
   * @param failures in a row
   */
  record Work(TenantId tenant, Symbol symbol, List<Long> hours, int failures) {}

  private static final class Line {
    private final TenantId tenant;
    private final Map<Symbol, Pending> symbols = new HashMap<>();
    private final ArrayDeque<Pending> due = new ArrayDeque<>();
    private int waiting;

    private Line(TenantId tenant) {
      this.tenant = tenant;
    }
  }

  private static final class Pending {
    private final Line line;
    private final Symbol symbol;
    private final TreeSet<Long> hours = new TreeSet<>();
    private final long since;
    private long touched;
    private long notBefore;
    private long look;
    private int failures;

    private Pending(Line line, Symbol symbol, long now) {
      this.line = line;
      this.symbol = symbol;
      this.since = now;
      this.touched = now;
      this.notBefore = now;
    }

    private long due(long delay) {
      long quiet = touched + delay;
      long patient = since + PATIENCE * delay;
      long due = quiet - patient < 0 ? quiet : patient;
      return due - notBefore < 0 ? notBefore : due;
    }
  }
}
