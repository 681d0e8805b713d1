package dev.quintet.adapters.out.memory;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import dev.quintet.domain.trades.RecordedSignal;
import dev.quintet.domain.trades.Signal;
import dev.quintet.domain.trades.SignalFilter;
import dev.quintet.domain.trades.SignalIndex;
import dev.quintet.domain.trades.TradeId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Signals by their ids; a store beside that of the record. */
public final class MemorySignalIndex implements SignalIndex {

  private final Map<TenantId, Map<TradeId, RecordedSignal>> all = new HashMap<>();

  @Override
  public StoreName store() {
    return MemoryFillIndex.STORE;
  }

  @Override
  public synchronized void put(
      TenantId tenant, List<RecordedSignal> signals, Deadline deadline) {
    MemoryFailures.check(deadline);
    Map<TradeId, RecordedSignal> own = all.computeIfAbsent(tenant, id -> new HashMap<>());
    signals.forEach(it -> own.put(it.signal().id(), it));
  }

  @Override
  public synchronized Page<RecordedSignal> list(
      Viewer viewer, SignalFilter filter, @Nullable Cursor after, int limit, Deadline deadline) {
    MemoryFailures.check(deadline);
    Listing listing = filter.listing(viewer);
    Last last =
        after == null
            ? null
            : listing.position(
                after,
                2,
                parts -> new Last(Instant.parse(parts.get(0)), Long.parseLong(parts.get(1))));
    List<RecordedSignal> found =
        all.getOrDefault(viewer.tenant(), Map.of()).values().stream()
            .filter(it -> viewer.user() == null || viewer.user().equals(it.signal().user()))
            .filter(it -> passes(it.signal(), filter))
            .filter(it -> last == null || last.isBefore(it))
            .sorted(RecordedSignal.ORDER)
            .limit(limit + 1L)
            .toList();
    return listing.page(
        found, limit, it -> List.of(it.signal().at().toString(), Long.toString(it.number())));
  }

  private static boolean passes(Signal signal, SignalFilter filter) {
    return (filter.symbol() == null || filter.symbol().equals(signal.symbol()))
        && (filter.strategy() == null || filter.strategy().equals(signal.strategy()))
        && (filter.from() == null || !signal.at().isBefore(filter.from()))
        && (filter.to() == null || signal.at().isBefore(filter.to()));
  }

  private record Last(Instant at, long number) {

    boolean isBefore(RecordedSignal signal) {
      int order = at.compareTo(signal.signal().at());
      return order < 0 || (order == 0 && number < signal.number());
    }
  }
}
