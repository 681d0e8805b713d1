package dev.quintet.adapters.out.memory;

import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.tenancy.Viewer;
import dev.quintet.domain.trades.LatestSignalIndex;
import dev.quintet.domain.trades.RecordedSignal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;

/** The latest signal of each symbol and viewer; they do not expire. */
public final class MemoryLatestSignalIndex implements LatestSignalIndex {

  private record Key(Viewer viewer, Symbol symbol) {}

  private final Map<Key, RecordedSignal> all = new ConcurrentHashMap<>();

  @Override
  public StoreName store() {
    return MemoryQuoteCache.STORE;
  }

  @Override
  public void put(TenantId tenant, List<RecordedSignal> signals, Deadline deadline) {
    MemoryFailures.check(deadline);
    for (RecordedSignal signal : signals) {
      UserId owner = signal.signal().user();
      put(Viewer.of(tenant), signal);
      if (owner != null) {
        put(new Viewer(tenant, owner), signal);
      }
    }
  }

  private void put(Viewer viewer, RecordedSignal signal) {
    RecordedSignal unused =
        all.merge(
            new Key(viewer, signal.signal().symbol()),
            signal,
            BinaryOperator.maxBy(RecordedSignal.ORDER));
  }

  @Override
  public void find(
      Viewer viewer, Symbol symbol, Consumer<Optional<RecordedSignal>> answer) {
    answer.accept(Optional.ofNullable(all.get(new Key(viewer, symbol))));
  }
}
