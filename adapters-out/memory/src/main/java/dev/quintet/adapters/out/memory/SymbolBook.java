package dev.quintet.adapters.out.memory;

import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.marketdata.TickKind;
import dev.quintet.domain.marketdata.TickPosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The ticks of one symbol, every version of each, in their order. Thread-safe. */
final class SymbolBook {

  private static final Source LAST = new Source("z".repeat(32));

  private static final Comparator<TickPosition> ORDER =
      Comparator.comparingLong(TickPosition::eventTime)
          .thenComparingInt(TickPosition::sequence)
          .thenComparing(TickPosition::source)
          .thenComparing(TickPosition::kind);

  /** A version of a tick, which may annul it. */
  record Version(Tick tick, boolean annulled) {}

  private final TreeMap<TickPosition, TreeMap<Instant, Version>> versions = new TreeMap<>(ORDER);

  synchronized void add(Version version) {
    versions
        .computeIfAbsent(position(version.tick), it -> new TreeMap<>())
        .put(version.tick.receivedAt(), version);
  }

  /** Whether it has a version of that instant. */
  synchronized boolean received(Instant at) {
    return versions.values().stream().anyMatch(all -> all.containsKey(at));
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
    NavigableMap<TickPosition, TreeMap<Instant, Version>> rest =
        after == null ? versions : versions.tailMap(after, false);
    List<Tick> ticks = new ArrayList<>();
    for (Map.Entry<TickPosition, TreeMap<Instant, Version>> each : rest.entrySet()) {
      long time = each.getKey().eventTime();
      if (time >= to) {
        break;
      }
      if (time >= from && (source == null || source.equals(each.getKey().source()))) {
        standing(each.getValue(), knownAt).ifPresent(ticks::add);
      }
    }
    return ticks;
  }

  /** The newest tick not after {@code nanos}. */
  synchronized Optional<Tick> newest(long nanos) {
    return versions.descendingMap().entrySet().stream()
        .filter(each -> each.getKey().eventTime() <= nanos)
        .flatMap(each -> standing(each.getValue(), null).stream())
        .findFirst();
  }

  /** The latest version of each tick of the feed and kind at that time, those that annul it too. */
  synchronized List<Version> at(long nanos, Source source, TickKind kind) {
    return versions
        .subMap(
            new TickPosition(nanos, 0, source, TickKind.QUOTE),
            true,
            new TickPosition(nanos, Integer.MAX_VALUE, LAST, TickKind.TRADE),
            true)
        .entrySet()
        .stream()
        .filter(each -> each.getKey().source().equals(source) && each.getKey().kind() == kind)
        .map(each -> each.getValue().lastEntry().getValue())
        .toList();
  }

  /** The event times that the feed has versions of, annulled or not. */
  synchronized LongSummaryStatistics times(@Nullable Source source) {
    return versions.keySet().stream()
        .filter(each -> source == null || each.source().equals(source))
        .mapToLong(TickPosition::eventTime)
        .summaryStatistics();
  }

  private static Optional<Tick> standing(
      TreeMap<Instant, Version> all, @Nullable Instant knownAt) {
    return Optional.ofNullable(knownAt == null ? all.lastEntry() : all.floorEntry(knownAt))
        .map(Map.Entry::getValue)
        .filter(version -> !version.annulled)
        .map(Version::tick);
  }

  private static TickPosition position(Tick tick) {
    return new TickPosition(
        EventTime.nanos(tick.eventTime()), tick.sequence(), tick.source(), tick.kind());
  }
}
