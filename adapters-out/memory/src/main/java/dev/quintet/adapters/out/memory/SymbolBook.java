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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The ticks of one symbol, every version of each owner's, in their order. Thread-safe. */
final class SymbolBook {

  private static final Source LAST = new Source("z".repeat(32));

  private static final Comparator<TickPosition> ORDER =
      Comparator.comparingLong(TickPosition::eventTime)
          .thenComparingInt(TickPosition::sequence)
          .thenComparing(TickPosition::source)
          .thenComparing(TickPosition::kind);

  /** Behind every owner. */
  private static final String ANY_OWNER = "~";

  /**
   * A version of a tick, which may annul it.
   *
   * @param owner a user, empty: the tenant
   */
  record Version(Tick tick, String owner, boolean annulled) {}

  private record Key(TickPosition place, String owner) {}

  private final TreeMap<Key, TreeMap<Instant, Version>> versions =
      new TreeMap<>(Comparator.comparing(Key::place, ORDER).thenComparing(Key::owner));

  synchronized void add(Version version) {
    versions
        .computeIfAbsent(new Key(position(version.tick), version.owner), it -> new TreeMap<>())
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
   * @param owner whose they are
   */
  synchronized List<Tick> ticks(
      long from,
      long to,
      @Nullable TickPosition after,
      @Nullable Source source,
      @Nullable Instant knownAt,
      Predicate<String> owner) {
    NavigableMap<Key, TreeMap<Instant, Version>> rest =
        after == null ? versions : versions.tailMap(new Key(after, ANY_OWNER), false);
    List<Tick> ticks = new ArrayList<>();
    for (Map.Entry<Key, TreeMap<Instant, Version>> each : rest.entrySet()) {
      long time = each.getKey().place.eventTime();
      if (time >= to) {
        break;
      }
      if (time >= from
          && owner.test(each.getKey().owner)
          && (source == null || source.equals(each.getKey().place.source()))) {
        standing(each.getValue(), knownAt).ifPresent(ticks::add);
      }
    }
    return ticks;
  }

  /** The newest tick not after {@code nanos}. */
  synchronized Optional<Tick> newest(long nanos, Predicate<String> owner) {
    return versions.entrySet().stream()
        .filter(each -> each.getKey().place.eventTime() <= nanos && owner.test(each.getKey().owner))
        .flatMap(each -> standing(each.getValue(), null).stream())
        .max(Tick.ORDER);
  }

  /** The latest version of each tick of the feed and kind at that time, those that annul it too. */
  synchronized List<Version> at(long nanos, Source source, TickKind kind, String owner) {
    return versions
        .subMap(
            new Key(new TickPosition(nanos, 0, source, TickKind.QUOTE), ""),
            true,
            new Key(new TickPosition(nanos, Integer.MAX_VALUE, LAST, TickKind.TRADE), ANY_OWNER),
            true)
        .entrySet()
        .stream()
        .filter(
            each ->
                each.getKey().owner.equals(owner)
                    && each.getKey().place.source().equals(source)
                    && each.getKey().place.kind() == kind)
        .map(each -> each.getValue().lastEntry().getValue())
        .toList();
  }

  /** The event times that the feed has versions of, annulled or not. */
  synchronized LongSummaryStatistics times(@Nullable Source source, Predicate<String> owner) {
    return versions.keySet().stream()
        .filter(each -> owner.test(each.owner))
        .filter(each -> source == null || each.place.source().equals(source))
        .mapToLong(each -> each.place.eventTime())
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
