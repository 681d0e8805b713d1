package dev.quintet.application.marketdata;

import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TickBatch;
import dev.quintet.domain.marketdata.TickColumns;
import dev.quintet.domain.marketdata.TickKind;
import dev.quintet.domain.marketdata.TickVersionStore;
import dev.quintet.domain.tenancy.TenantId;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A batch and, for each of its symbols, the period of its ticks.
 *
 * @param symbols those that have ticks
 * @param upTo once it is known: ticks up to then may be stored already, later ones are new; -1: all are
 */
record SpannedBatch(
    PendingBatch batch, Feed feed, int[] symbols, long[] from, long[] to, long[] upTo) {

  /** A kind of ticks of a feed. */
  record Feed(TickVersionStore.Origin of, TickKind kind) {}

  /** The ticks of one kind that a feed has of a symbol. */
  record Line(TickVersionStore.Origin feed, TickKind kind, Symbol symbol) {
    TenantId tenant() {
      return feed.tenant();
    }
  }

  static SpannedBatch of(PendingBatch batch) {
    TickBatch ticks = batch.batch();
    TickColumns columns = ticks.columns();
    int[] indexes = columns.symbolIndexes();
    long[] from = new long[columns.symbols().length];
    long[] to = new long[from.length];
    Arrays.fill(from, Long.MAX_VALUE);
    Arrays.fill(to, -1);
    long[] times = columns.eventTimes();
    for (int row = 0; row < times.length; row++) {
      int symbol = indexes == null ? 0 : indexes[row];
      from[symbol] = Math.min(from[symbol], times[row]);
      to[symbol] = Math.max(to[symbol], times[row]);
    }
    return new SpannedBatch(
        batch,
        new Feed(
            new TickVersionStore.Origin(batch.tenant(), ticks.user(), ticks.source()), columns.kind()),
        IntStream.range(0, from.length).filter(symbol -> from[symbol] <= to[symbol]).toArray(),
        from,
        to,
        new long[from.length]);
  }

  Line line(int symbol) {
    return new Line(feed.of, feed.kind, batch.batch().columns().symbols()[symbol]);
  }

  /** Adds the event times that may be stored already, each once. */
  void addTimesUpTo(Map<Symbol, TreeSet<Long>> times) {
    TickColumns columns = batch.batch().columns();
    int[] indexes = columns.symbolIndexes();
    for (int row = 0; row < columns.rows(); row++) {
      int symbol = indexes == null ? 0 : indexes[row];
      long time = columns.eventTimes()[row];
      if (time <= upTo[symbol]) {
        times.computeIfAbsent(columns.symbols()[symbol], it -> new TreeSet<>()).add(time);
      }
    }
  }
}
