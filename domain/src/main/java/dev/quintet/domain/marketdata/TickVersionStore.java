package dev.quintet.domain.marketdata;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.writes.ProcessId;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The versions that a {@link TickStore} holds, for the one who decides what of a batch is new. What is
 * durable there is seen here.
 */
public interface TickVersionStore {

  /**
   * What ticks come from.
   *
   * @param owner the user whose ticks they are; null: the tenant itself, and nobody else
   */
  record Origin(TenantId tenant, @Nullable UserId owner, Source source) {}

  /**
   * From the earliest to the latest tick of a symbol.
   *
   * @param first nanoseconds
   * @param last nanoseconds
   */
  record Extent(long first, long last) {}

  /**
   * For each symbol that the feed has ticks of at or after an instant, of either kind and annulled or
   * not, from which to which event time they are; the others are left out. Ticks of the hour before the
   * instant may count too. Fast, however much is stored.
   *
   * @param from nanoseconds
   */
  Map<Symbol, Extent> extents(
      Origin feed, Collection<Symbol> symbols, long from, Deadline deadline);

  /**
   * The same of what other processes have stored, at any event time, and received at or after an instant
   * by their clocks; what this process stored may count too.
   */
  Map<Symbol, Extent> extentsOfOthers(
      Origin feed,
      Collection<Symbol> symbols,
      Instant receivedSince,
      Deadline deadline);

  /**
   * Hands the latest version of each tick of the feed and kind at these instants to the sink, those
   * that annul it too, and maybe ticks of instants between. In no order; an exception from the sink
   * ends it.
   *
   * @param instants of each symbol, in nanoseconds, ascending, each once; together at most as many as
   *     a batch has rows
   */
  void find(
      Origin feed,
      TickKind kind,
      SequencedMap<Symbol, long[]> instants,
      Consumer<StoredTick> sink,
      Deadline deadline);

  /**
   * Which batches of a tenant are there, of those that a process received at these instants: each as a
   * whole. What is not there does not come later either, unless that process still begins to store it.
   */
  Set<Instant> stored(TenantId tenant, ProcessId by, Set<Instant> receivedAt, Deadline deadline);
}
