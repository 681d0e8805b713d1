package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.adapters.out.clickhouse.kernel.Reading;
import dev.quintet.domain.marketdata.BarQuery;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the rollup knows of a period: the bars of its clean hours in parts, in any order, and which
 * hours are not clean, ascending. An hour is clean when its rollup was made from as many rows
 * as it has.
 *
 * @param cleanRows how many rows the clean hours have
 */
record RolledBars(List<PartialBar> bars, List<Long> dirty, long cleanRows) {

  /**
   * What the rollup makes of one hour of a bar, from one feed.
   *
   * @param bar without ticks: it only says from how many rows the hour was made
   * @param madeFrom so many rows, as all its minutes say; -1: they do not agree
   */
  record Part(PartialBar bar, long hour, long madeFrom) {

    static final List<String> COLUMNS =
        Stream.concat(PartialBar.COLUMNS.stream(), Stream.of("source", "made_from", "hour"))
            .toList();

    /** Of minutes of the rollup as they are kept. */
    static final List<String> COLUMNS_OF_MINUTE =
        List.of("minute", "n", "f", "o", "h", "w", "l", "c", "v", "source", "chunk_rows");

    static Part of(Reading reading, int row) {
      return new Part(
          PartialBar.of(reading, row, reading.text(9, row)),
          reading.number(11, row),
          reading.number(10, row));
    }

    /** It has no ticks where the query does not ask for it. */
    static Part ofMinute(Reading reading, int row, BarQuery query, Period period) {
      PartialBar minute = PartialBar.of(reading, row, reading.text(9, row));
      boolean asked =
          minute.start() >= TimeSql.seconds(period.from())
              && minute.start() < TimeSql.seconds(period.to())
              && (query.source() == null || query.source().value().equals(reading.text(9, row)));
      Instant start = query.interval().startOf(Instant.ofEpochSecond(minute.start()));
      return new Part(
          minute.within(start.getEpochSecond(), asked),
          minute.start() / 3_600,
          reading.number(10, row));
    }
  }

  /**
   * @param parts in any order
   * @param rows of each hour that has any
   */
  static RolledBars of(List<Part> parts, Map<Long, Long> rows) {
    Set<Long> clean = parts.stream().map(Part::hour).collect(Collectors.toCollection(HashSet::new));
    parts.stream()
        .filter(part -> part.madeFrom != rows.getOrDefault(part.hour, 0L))
        .forEach(part -> clean.remove(part.hour));
    return new RolledBars(
        parts.stream()
            .filter(part -> part.bar.ticks() > 0 && clean.contains(part.hour))
            .map(Part::bar)
            .toList(),
        rows.keySet().stream().filter(hour -> !clean.contains(hour)).sorted().toList(),
        clean.stream().mapToLong(rows::get).sum());
  }
}
