package dev.quintet.domain.marketdata;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import java.util.function.Consumer;

/** Bars: made from the ticks, or imported. */
public interface BarStore {

  /**
   * Hands the bars that have ticks to the sink, by start. They equal the bars made from the ticks
   * themselves at every instant, however and whenever those arrived. The sink may block; an
   * exception from it ends the read.
   */
  void read(TenantId tenant, BarQuery query, Consumer<Bar> sink, Deadline deadline);

  /** Stores imported bars; durable on return; the same batch again changes nothing. */
  void append(TenantId tenant, ImportedBars bars, Deadline deadline);

  /** Hands imported bars of the range to the sink, by start, the latest import of each. */
  void readImported(
      TenantId tenant,
      Symbol symbol,
      Source source,
      Interval interval,
      TimeRange range,
      Consumer<ImportedBar> sink,
      Deadline deadline);
}
