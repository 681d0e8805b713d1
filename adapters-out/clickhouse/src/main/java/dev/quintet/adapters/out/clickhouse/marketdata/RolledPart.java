package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.adapters.out.clickhouse.kernel.NativeColumn;
import dev.quintet.adapters.out.clickhouse.kernel.Reading;
import dev.quintet.domain.marketdata.BarQuery;
import dev.quintet.domain.marketdata.Decimals;
import java.time.Instant;
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

  /** Columns of an answer that holds minutes of the rollup as they are kept. */
  static final List<String> MINUTE_COLUMNS =
      List.of("minute", "source", "chunk_rows", "n", "f", "l", "o", "h", "w", "c", "v");

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

  /** A minute of the rollup; it has no ticks where the query does not ask for it. */
  static RolledPart ofMinute(Reading reading, int row, BarQuery query, Period period) {
    long minute = reading.column(0).longs[row];
    String source = reading.column(1).text(row);
    long chunkRows = reading.column(2).longs[row];
    NativeColumn first = reading.column(4);
    NativeColumn last = reading.column(5);
    boolean asked =
        minute >= HourSql.seconds(period.from())
            && minute < HourSql.seconds(period.to())
            && (query.source() == null || query.source().value().equals(source));
    PartialBar bar =
        new PartialBar(
            query.interval().startOf(Instant.ofEpochSecond(minute)).getEpochSecond(),
            asked ? reading.column(3).longs[row] : 0,
            time(first, row),
            reading.column(6).longs[row],
            reading.column(7).longs[row],
            reading.column(8).longs[row],
            time(last, row),
            reading.column(9).longs[row],
            Decimals.volume(reading.column(10).highs[row], reading.column(10).longs[row]));
    return new RolledPart(
        bar,
        sequence(first, row),
        sequence(last, row),
        source,
        minute / 3_600,
        chunkRows,
        chunkRows);
  }

  /** Of a time in nanoseconds * 2^32 + sequence, which has 128 bits. */
  private static long time(NativeColumn orders, int row) {
    return orders.highs[row] << 32 | orders.longs[row] >>> 32;
  }

  private static long sequence(NativeColumn orders, int row) {
    return orders.longs[row] & 0xFFFF_FFFFL;
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
