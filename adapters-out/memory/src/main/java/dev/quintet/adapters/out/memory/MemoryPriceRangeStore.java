package dev.quintet.adapters.out.memory;

import dev.quintet.domain.marketdata.Bar;
import dev.quintet.domain.marketdata.BarQuery;
import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.PriceRange;
import dev.quintet.domain.marketdata.PriceRangeStore;
import dev.quintet.domain.marketdata.PriceSpan;
import dev.quintet.domain.marketdata.TimeRange;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.Viewer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Price ranges of the bars of a {@link MemoryBarStore}, looked for span by span. */
public final class MemoryPriceRangeStore implements PriceRangeStore {

  private final MemoryBarStore bars;

  public MemoryPriceRangeStore(MemoryBarStore bars) {
    this.bars = bars;
  }

  @Override
  public Map<PriceSpan, PriceRange> read(
      Viewer viewer, Collection<PriceSpan> spans, Deadline deadline) {
    MemoryFailures.check(deadline);
    Map<PriceSpan, PriceRange> ranges = new HashMap<>();
    for (PriceSpan span : spans) {
      List<Bar.Prices> prices = span.minutes() == 0 ? List.of() : prices(viewer, span, deadline);
      if (!prices.isEmpty()) {
        PriceRange unused =
            ranges.put(
                span,
                new PriceRange(
                    prices.stream().map(Bar.Prices::low).min(Comparable::compareTo).orElseThrow(),
                    prices.stream().map(Bar.Prices::high).max(Comparable::compareTo).orElseThrow(),
                    prices.size()));
      }
    }
    return ranges;
  }

  private List<Bar.Prices> prices(Viewer viewer, PriceSpan span, Deadline deadline) {
    List<Bar.Prices> prices = new ArrayList<>();
    TimeRange range = new TimeRange(start(span.from()), start(span.to()));
    bars.read(
        viewer,
        new BarQuery(span.symbol(), null, Interval.MINUTE, span.side(), range, null),
        bar -> prices.add(Objects.requireNonNull(bar.prices())),
        deadline);
    return prices;
  }

  private static Instant start(long minute) {
    return Instant.ofEpochSecond(60 * minute);
  }
}
