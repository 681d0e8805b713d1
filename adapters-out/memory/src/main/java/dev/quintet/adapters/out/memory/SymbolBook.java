package dev.quintet.adapters.out.memory;

import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.marketdata.TickPosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The ticks of one symbol, every version of each, in their order. Thread-safe. */
final class SymbolBook {

  private static final Comparator<TickPosition> ORDER =
      Comparator.comparingLong(TickPosition::eventTime)
          .thenComparingInt(TickPosition::sequence)
          .thenComparing(TickPosition::source);

  private final TreeMap<TickPosition, TreeMap<Instant, Tick>> versions = new TreeMap<>(ORDER);

  synchronized void add(Tick tick) {
    versions.computeIfAbsent(position(tick), it -> new TreeMap<>()).put(tick.receivedAt(), tick);
  }

  /**
   * The ticks of {@code [from, to)} in order.
   *
   * @param after only those behind it, null: all
   * @param source null: of every feed
   * @param knownAt as known then, null: as known now
   */
  synchronized List<Tick> ticks(
      long from,
      long to,
      @Nullable TickPosition after,
      @Nullable Source source,
      @Nullable Instant knownAt) {
    NavigableMap<TickPosition, TreeMap<Instant, Tick>> rest =
        after == null ? versions : versions.tailMap(after, false);
    List<Tick> ticks = new ArrayList<>();
    for (Map.Entry<TickPosition, TreeMap<Instant, Tick>> each : rest.entrySet()) {
      long time = each.getKey().eventTime();
      if (time >= to) {
        break;
      }
      if (time >= from && (source == null || source.equals(each.getKey().source()))) {
        version(each.getValue(), knownAt).ifPresent(ticks::add);
      }
    }
    return ticks;
  }

  /** The newest tick not after {@code nanos}. */
  synchronized Optional<Tick> newest(long nanos) {
    return versions.descendingMap().entrySet().stream()
        .filter(each -> each.getKey().eventTime() <= nanos)
        .findFirst()
        .map(each -> each.getValue().lastEntry().getValue());
  }

  private static Optional<Tick> version(TreeMap<Instant, Tick> all, @Nullable Instant knownAt) {
    return Optional.ofNullable(knownAt == null ? all.lastEntry() : all.floorEntry(knownAt))
        .map(Map.Entry::getValue);
  }

  private static TickPosition position(Tick tick) {
    return new TickPosition(EventTime.nanos(tick.eventTime()), tick.sequence(), tick.source());
  }
}
