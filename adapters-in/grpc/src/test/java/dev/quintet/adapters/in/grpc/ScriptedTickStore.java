package dev.quintet.adapters.in.grpc;

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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Ticks in memory, with a script that runs before every call: it may fail, wait or count. */
final class ScriptedTickStore implements TickStore {

  /** What happens before a call. */
  interface Script {
    void run();
  }

  final AtomicInteger calls = new AtomicInteger();
  volatile Script script = () -> {};

  /** Reads instead of the memory's own read. */
  volatile @Nullable Consumer<Consumer<TickRows>> reading;

  private final MemoryTickStore memory = new MemoryTickStore();

  private TickStore scripted() {
    calls.incrementAndGet();
    script.run();
    return memory;
  }

  @Override
  public StoreName store() {
    return memory.store();
  }

  @Override
  public void append(List<TenantTicks> block, Deadline deadline) {
    scripted().append(block, deadline);
  }

  @Override
  public void read(Viewer viewer, TickQuery query, Consumer<TickRows> sink, Deadline deadline) {
    Consumer<Consumer<TickRows>> other = reading;
    if (other == null) {
      scripted().read(viewer, query, sink, deadline);
    } else {
      other.accept(sink);
    }
  }

  @Override
  public Optional<Tick> last(Viewer viewer, Symbol symbol, Deadline deadline) {
    return scripted().last(viewer, symbol, deadline);
  }

  @Override
  public List<Tick> asOf(Viewer viewer, List<Symbol> symbols, Instant at, Deadline deadline) {
    return scripted().asOf(viewer, symbols, at, deadline);
  }

  @Override
  public Optional<SymbolSummary> summary(
      Viewer viewer, Symbol symbol, @Nullable Source source, Deadline deadline) {
    return scripted().summary(viewer, symbol, source, deadline);
  }

  @Override
  public Page<SymbolSummary> symbols(
      Viewer viewer, @Nullable Cursor after, int limit, Deadline deadline) {
    return scripted().symbols(viewer, after, limit, deadline);
  }

  MemoryTickStore memory() {
    return memory;
  }
}
