package dev.quintet.domain.marketdata;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.writes.ProcessId;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The versions that a {@link TickStore} holds, for the one who decides what of a batch is new. What is
 * durable there is seen here.
 */
public interface TickVersionStore {

  /**
   * For each symbol that the feed has ticks of at or after an instant, of either kind and annulled or
   * not, the latest of their event times, in nanoseconds; the others are left out, or have a time before
   * it. Fast, however much is stored.
   *
   * @param from nanoseconds
   */
  Map<Symbol, Long> newest(
      TenantId tenant, Source source, Collection<Symbol> symbols, long from, Deadline deadline);

  /**
   * The same of what other processes have stored, received at or after an instant by their clocks; what
   * this process stored may count too.
   *
   * @param from nanoseconds
   */
  Map<Symbol, Long> newestOfOthers(
      TenantId tenant,
      Source source,
      Collection<Symbol> symbols,
      long from,
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
      TenantId tenant,
      Source source,
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
