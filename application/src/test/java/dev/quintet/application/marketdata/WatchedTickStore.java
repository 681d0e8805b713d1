package dev.quintet.application.marketdata;

import dev.quintet.adapters.out.memory.MemoryTickStore;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.SymbolSummary;
import dev.quintet.domain.marketdata.TenantTicks;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.marketdata.TickQuery;
import dev.quintet.domain.marketdata.TickRows;
import dev.quintet.domain.marketdata.TickStore;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.Viewer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Ticks in memory; what is appended is seen, and may fail before or after it is stored. */
final class WatchedTickStore implements TickStore {

  final MemoryTickStore ticks = new MemoryTickStore();
  final List<List<TenantTicks>> blocks = new CopyOnWriteArrayList<>();
  volatile Consumer<List<TenantTicks>> before = block -> {};
  volatile Consumer<List<TenantTicks>> after = block -> {};

  /** How often a row was appended, whether it was there already or not. */
  int appendedRows() {
    return blocks.stream().flatMap(List::stream).mapToInt(it -> it.batch().rows()).sum();
  }

  @Override
  public StoreName store() {
    return ticks.store();
  }

  @Override
  public void append(List<TenantTicks> block, Deadline deadline) {
    before.accept(block);
    ticks.append(block, deadline);
    blocks.add(List.copyOf(block));
    after.accept(block);
  }

  @Override
  public void read(Viewer viewer, TickQuery query, Consumer<TickRows> sink, Deadline deadline) {
    ticks.read(viewer, query, sink, deadline);
  }

  @Override
  public Optional<Tick> last(Viewer viewer, Symbol symbol, Deadline deadline) {
    return ticks.last(viewer, symbol, deadline);
  }

  @Override
  public List<Tick> asOf(Viewer viewer, List<Symbol> symbols, Instant at, Deadline deadline) {
    return ticks.asOf(viewer, symbols, at, deadline);
  }

  @Override
  public Optional<SymbolSummary> summary(
      Viewer viewer, Symbol symbol, @Nullable Source source, Deadline deadline) {
    return ticks.summary(viewer, symbol, source, deadline);
  }

  @Override
  public Page<SymbolSummary> symbols(
      Viewer viewer, @Nullable Cursor after, int limit, Deadline deadline) {
    return ticks.symbols(viewer, after, limit, deadline);
  }
}
