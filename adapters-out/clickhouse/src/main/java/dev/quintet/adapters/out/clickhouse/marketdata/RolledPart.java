package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.adapters.out.clickhouse.kernel.Reading;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the rollup makes of a bar, from one feed and one hour.
 *
 * @param bar without ticks: it only says from how many rows the hour was made
 * @param firstSequence of the first tick
 * @param lastSequence of the last tick
 * @param leastRows the fewest rows that a minute of it says its hour was made from
 * @param mostRows the most rows that a minute of it says its hour was made from
 */
record RolledPart(
    PartialBar bar,
    long firstSequence,
    long lastSequence,
    String source,
    long hour,
    long leastRows,
    long mostRows) {

  static final List<String> COLUMNS =
      Stream.concat(
              PartialBar.COLUMNS.stream(),
              Stream.of(
                  "first_sequence", "last_sequence", "source", "hour", "least_rows", "most_rows"))
          .toList();

  private static final int OWN = PartialBar.COLUMNS.size();

  private static final Comparator<RolledPart> BY_FIRST_TICK =
      Comparator.comparingLong((RolledPart part) -> part.bar.firstTime())
          .thenComparingLong(RolledPart::firstSequence)
          .thenComparing(RolledPart::source);

  private static final Comparator<RolledPart> BY_LAST_TICK =
      Comparator.comparingLong((RolledPart part) -> part.bar.lastTime())
          .thenComparingLong(RolledPart::lastSequence)
          .thenComparing(RolledPart::source);

  static RolledPart of(Reading reading, int row) {
    return new RolledPart(
        PartialBar.of(reading, row),
        reading.column(OWN).longs[row],
        reading.column(OWN + 1).longs[row],
        reading.column(OWN + 2).text(row),
        reading.column(OWN + 3).longs[row],
        reading.column(OWN + 4).longs[row],
        reading.column(OWN + 5).longs[row]);
  }

  boolean isMadeFrom(long rows) {
    return leastRows == rows && mostRows == rows;
  }

  /** One bar of all its parts, at least one. */
  static PartialBar together(List<RolledPart> parts) {
    PartialBar bar = parts.getFirst().bar;
    if (parts.size() == 1) {
      return bar;
    }
    for (RolledPart part : parts.subList(1, parts.size())) {
      bar = bar.with(part.bar);
    }
    PartialBar first = Collections.min(parts, BY_FIRST_TICK).bar;
    PartialBar last = Collections.max(parts, BY_LAST_TICK).bar;
    return new PartialBar(
        bar.start(),
        bar.ticks(),
        first.firstTime(),
        first.open(),
        bar.high(),
        bar.low(),
        last.lastTime(),
        last.close(),
        bar.volume());
  }
}
