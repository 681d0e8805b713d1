package dev.quintet.application.marketdata;

import dev.quintet.adapters.out.memory.MemoryTickVersionStore;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.StoredTick;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TickKind;
import dev.quintet.domain.marketdata.TickVersionStore;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.writes.ProcessId;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Versions in memory; questions are counted, and may fail. */
final class WatchedTickVersionStore implements TickVersionStore {

  final AtomicInteger newest = new AtomicInteger();
  final AtomicInteger newestOfOthers = new AtomicInteger();
  final AtomicInteger found = new AtomicInteger();
  volatile Consumer<TenantId> before = tenant -> {};

  private final MemoryTickVersionStore versions;

  WatchedTickVersionStore(WatchedTickStore store) {
    this.versions = new MemoryTickVersionStore(store.ticks);
  }

  @Override
  public Map<Symbol, Long> newest(
      TenantId tenant, Source source, Collection<Symbol> symbols, long from, Deadline deadline) {
    newest.incrementAndGet();
    before.accept(tenant);
    return versions.newest(tenant, source, symbols, from, deadline);
  }

  @Override
  public Map<Symbol, Long> newestOfOthers(
      TenantId tenant,
      Source source,
      Collection<Symbol> symbols,
      long from,
      Instant receivedSince,
      Deadline deadline) {
    newestOfOthers.incrementAndGet();
    return versions.newestOfOthers(tenant, source, symbols, from, receivedSince, deadline);
  }

  @Override
  public void find(
      TenantId tenant,
      Source source,
      TickKind kind,
      SequencedMap<Symbol, long[]> instants,
      Consumer<StoredTick> sink,
      Deadline deadline) {
    found.incrementAndGet();
    versions.find(tenant, source, kind, instants, sink, deadline);
  }

  @Override
  public Set<Instant> stored(
      TenantId tenant, ProcessId by, Set<Instant> receivedAt, Deadline deadline) {
    return versions.stored(tenant, by, receivedAt, deadline);
  }
}
