package dev.quintet.domain.marketdata;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import dev.quintet.domain.writes.ProcessId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Bars: made from the ticks, or imported. */
public interface BarStore {

  /**
   * Hands the bars that have ticks to the sink, by start. They are made of every tick that the viewer
   * sees, one of each owner that has it, and equal the bars made from the ticks
   * themselves at every instant, however and whenever those arrived. The sink may block; an
   * exception from it ends the read.
   */
  void read(Viewer viewer, BarQuery query, Consumer<Bar> sink, Deadline deadline);

  /**
   * Hands the minutes of the range that hold at least one tick of either kind to the sink,
   * ascending, as minutes since 1970-01-01T00:00Z. A minute that the range cuts counts by its ticks
   * inside the range. {@code source} null: of every feed.
   */
  void minutesWithTicks(
      Viewer viewer,
      Symbol symbol,
      @Nullable Source source,
      TimeRange range,
      LongConsumer sink,
      Deadline deadline);

  /**
   * Stores imported bars; durable on return; the same batch again, with the same or a later version,
   * changes no answer.
   *
   * @param receivedAt the version of the bars, microseconds: a later import of a bar's start wins
   */
  void append(TenantId tenant, ImportedBars bars, Instant receivedAt, Deadline deadline);

  /** Which imports are there, as {@link TickStore#stored}; of one that a later replaced, perhaps none. */
  Set<Instant> stored(TenantId tenant, ProcessId by, Set<Instant> receivedAt, Deadline deadline);

  /** Hands imported bars of the range to the sink, by start, the latest import of each: who sees all of
   * a tenant gets that of the tenant itself, and only where it has none, the latest of its users. */
  void readImported(
      Viewer viewer,
      Symbol symbol,
      Source source,
      Interval interval,
      TimeRange range,
      Consumer<ImportedBar> sink,
      Deadline deadline);

  /** The intervals of which bars were imported, the shortest first. */
  List<Interval> importedIntervals(
      Viewer viewer, Symbol symbol, Source source, Deadline deadline);
}
