package dev.quintet.domain.marketdata;

import dev.quintet.domain.shared.ProblemException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A batch of bars from outside, of one symbol, interval and source; later batches correct earlier.
 *
 * @param bars 1 to {@value #MAX_BARS}, each start once and a start of the interval
 */
public record ImportedBars(
    BatchId id, Symbol symbol, Source source, Interval interval, List<ImportedBar> bars) {

  /** Most bars of one batch. */
  public static final int MAX_BARS = 10_000;

  public ImportedBars {
    bars = List.copyOf(bars);
    if (bars.isEmpty() || bars.size() > MAX_BARS) {
      throw ProblemException.invalid("bars", "must be 1 to " + MAX_BARS);
    }
    Set<Instant> starts = HashSet.newHashSet(bars.size());
    for (int index = 0; index < bars.size(); index++) {
      Instant start = bars.get(index).start();
      if (!interval.startOf(start).equals(start)) {
        throw ProblemException.invalid(
            "bars[" + index + "].start", "is not a start of an interval of that length");
      }
      if (!starts.add(start)) {
        throw ProblemException.invalid("bars[" + index + "].start", "is there twice");
      }
    }
  }

  /** SHA-256 of the batch, 64 hexadecimal digits; never that of a batch of ticks. */
  public String contentHash() {
    return BarContent.hash(this);
  }
}
