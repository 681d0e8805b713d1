package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseReads;
import dev.quintet.adapters.out.clickhouse.kernel.Reading;
import dev.quintet.domain.marketdata.PriceRange;
import dev.quintet.domain.marketdata.PriceRangeStore;
import dev.quintet.domain.marketdata.PriceSpan;
import dev.quintet.domain.marketdata.Side;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.Viewer;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Price ranges from the rollup where it is clean, from the ticks elsewhere and for one user. An hour that was
 * clean has, in the rollup, all that it had then: rows that came since may or may not be in it.
 */
@Singleton
final class ClickHousePriceRangeStore implements PriceRangeStore {

  /** Of one statement: it looks for each minute in so many. */
  private static final int MOST_SPANS = 200;

  private static final long MINUTE = 60_000_000_000L;

  private final ClickHouseReads reads;
  private final Rollups rollups;

  ClickHousePriceRangeStore(ClickHouseReads reads, Rollups rollups) {
    this.reads = reads;
    this.rollups = rollups;
  }

  private record Of(Symbol symbol, Side side) {}

  @Override
  public Map<PriceSpan, PriceRange> read(
      Viewer viewer, Collection<PriceSpan> spans, Deadline deadline) {
    Map<Of, List<PriceSpan>> groups =
        spans.stream()
            .distinct()
            .filter(span -> span.minutes() > 0)
            .collect(Collectors.groupingBy(span -> new Of(span.symbol(), span.side())));
    Map<PriceSpan, PriceRange> ranges = new HashMap<>();
    groups.forEach(
        (of, group) -> {
          for (int i = 0; i < group.size(); i += MOST_SPANS) {
            List<PriceSpan> some = group.subList(i, Math.min(group.size(), i + MOST_SPANS));
            read(viewer, of, some, ranges, deadline);
          }
        });
    return ranges;
  }

  private void read(
      Viewer viewer,
      Of of,
      List<PriceSpan> spans,
      Map<PriceSpan, PriceRange> ranges,
      Deadline deadline) {
    Period all =
        new Period(
            MINUTE * spans.stream().mapToLong(PriceSpan::from).min().orElseThrow(),
            MINUTE * spans.stream().mapToLong(PriceSpan::to).max().orElseThrow());
    TreeSet<Long> asked = hours(spans);
    List<Long> clean = new ArrayList<>();
    List<Long> dirty = new ArrayList<>();
    reads.each(
        viewer,
        HourSql.hours(viewer, of.symbol, all),
        deadline,
        (hours, row) -> {
          if (asked.contains(hours.number(0, row))) {
            (hours.number(1, row) != 0 ? clean : dirty).add(hours.number(0, row));
          }
        });
    if (clean.isEmpty() && dirty.isEmpty()) {
      return;
    }
    if (viewer.user() == null) {
      rollups.wanted(viewer.tenant(), of.symbol, dirty);
    }
    reads.each(
        viewer,
        PriceRangeSql.of(
            viewer, of.symbol, of.side, spans, all.within(clean), all.within(dirty)),
        deadline,
        (found, row) -> {
          PriceSpan span = spans.get(Math.toIntExact(found.number(0, row)) - 1);
          PriceRange unused = ranges.put(span, range(found, row, of.side));
        });
  }

  private static TreeSet<Long> hours(List<PriceSpan> spans) {
    TreeSet<Long> hours = new TreeSet<>();
    for (PriceSpan span : spans) {
      for (long hour = span.from() / 60; hour * 60 < span.to(); hour++) {
        hours.add(hour);
      }
    }
    return hours;
  }

  private static PriceRange range(Reading found, int row, Side side) {
    return new PriceRange(
        PartialBar.price(found.number(1, row), side),
        PartialBar.price(found.number(2, row), side),
        found.number(3, row));
  }
}
