package dev.quintet.application.marketdata;

import dev.quintet.adapters.out.memory.MemoryTickVersionStore;
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

  final AtomicInteger asked = new AtomicInteger();
  final AtomicInteger askedForOthers = new AtomicInteger();
  final AtomicInteger found = new AtomicInteger();
  volatile Consumer<TenantId> before = tenant -> {};
  volatile Consumer<TenantId> beforeFind = tenant -> {};

  private final MemoryTickVersionStore versions;

  WatchedTickVersionStore(WatchedTickStore store) {
    this.versions = new MemoryTickVersionStore(store.ticks);
  }

  @Override
  public Map<Symbol, Extent> extents(
      Origin feed, Collection<Symbol> symbols, long from, Deadline deadline) {
    asked.incrementAndGet();
    before.accept(feed.tenant());
    return versions.extents(feed, symbols, from, deadline);
  }

  @Override
  public Map<Symbol, Extent> extentsOfOthers(
      Origin feed,
      Collection<Symbol> symbols,
      Instant receivedSince,
      Deadline deadline) {
    askedForOthers.incrementAndGet();
    return versions.extentsOfOthers(feed, symbols, receivedSince, deadline);
  }

  @Override
  public void find(
      Origin feed,
      TickKind kind,
      SequencedMap<Symbol, long[]> instants,
      Consumer<StoredTick> sink,
      Deadline deadline) {
    found.incrementAndGet();
    beforeFind.accept(feed.tenant());
    versions.find(feed, kind, instants, sink, deadline);
  }

  @Override
  public Set<Instant> stored(
      TenantId tenant, ProcessId by, Set<Instant> receivedAt, Deadline deadline) {
    return versions.stored(tenant, by, receivedAt, deadline);
  }
}
