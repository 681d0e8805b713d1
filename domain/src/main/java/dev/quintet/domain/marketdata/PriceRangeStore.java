package dev.quintet.domain.marketdata;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.Viewer;
import java.util.Collection;
import java.util.Map;

/** The lowest and the highest prices of bars of one minute. */
public interface PriceRangeStore {

  /**
   * What the bars of each span say, as {@link BarStore#read} makes those of one minute: of every tick that
   * the viewer sees, of every source, as they are known now. A span without bars has no entry. What is
   * stored while this reads may be in it, or not.
   */
  Map<PriceSpan, PriceRange> read(
      Viewer viewer, Collection<PriceSpan> spans, Deadline deadline);
}
