package dev.quintet.adapters.out.contract;

import dev.quintet.domain.marketdata.Bar;
import dev.quintet.domain.marketdata.BarQuery;
import dev.quintet.domain.marketdata.BarStore;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.marketdata.TickQuery;
import dev.quintet.domain.marketdata.TickStore;
import dev.quintet.domain.marketdata.TimeRange;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads a stream to its end, as values. */
public final class Read {

  private Read() {}

  public static TimeRange range(String from, String to) {
    return new TimeRange(Instant.parse(from), Instant.parse(to));
  }

  public static List<Tick> ticks(TickStore store, TenantId tenant, TickQuery query) {
    return ticks(store, Viewer.of(tenant), query);
  }

  public static List<Tick> ticks(TickStore store, Viewer viewer, TickQuery query) {
    List<Tick> ticks = new ArrayList<>();
    store.read(
        viewer,
        query,
        page -> {
          for (int row = 0; row < page.rows(); row++) {
            ticks.add(page.tick(query.symbol(), row));
          }
        },
        Fresh.deadline());
    return ticks;
  }

  public static List<Bar> bars(BarStore store, TenantId tenant, BarQuery query) {
    return bars(store, Viewer.of(tenant), query);
  }

  public static List<Bar> bars(BarStore store, Viewer viewer, BarQuery query) {
    List<Bar> bars = new ArrayList<>();
    store.read(viewer, query, bars::add, Fresh.deadline());
    return bars;
  }
}
