package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.adapters.out.clickhouse.kernel.NativeColumn;
import dev.quintet.adapters.out.clickhouse.kernel.Reading;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.TickKind;
import dev.quintet.domain.marketdata.TickPosition;
import dev.quintet.domain.marketdata.TickQuery;
import dev.quintet.domain.marketdata.TickRows;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes the last row of each identity from an ordered answer and hands the rows on in pages. */
final class TickPages {

  private static final int PAGE = 8_192;
  private static final int QUOTE = 1;

  private final Consumer<TickRows> sink;
  private final Map<String, Integer> sourceIndexes = new HashMap<>();
  private Source[] sources = {};

  private final TickKind[] kinds = new TickKind[PAGE];
  private final int[] rowSources = new int[PAGE];
  private final long[] eventTimes = new long[PAGE];
  private final int[] sequences = new int[PAGE];
  private final long[] first = new long[PAGE];
  private final long[] second = new long[PAGE];
  private final long[] volumes = new long[PAGE];
  private final long[] volumesHigh = new long[PAGE];
  private final long[] received = new long[PAGE];
  private int rows;

  TickPages(Consumer<TickRows> sink) {
    this.sink = sink;
  }

  /** Returns how many versions the answer had; the last identity stays open. */
  long read(Reading reading) {
    long versions = 0;
    while (reading.next()) {
      take(reading, sources(reading.column(2)));
      versions += reading.rows();
    }
    return versions;
  }

  /** Nothing follows. */
  void end() {
    if (rows > 0) {
      hand(rows);
    }
  }

  /**
   * What to read on when an answer was cut: of the last identity there may be more versions, so it is
   * read again.
   */
  TickQuery restOf(TickQuery query) {
    int last = rows - 2;
    rows = 0;
    if (last < 0) {
      return query;
    }
    TickPosition after =
        new TickPosition(eventTimes[last], sequences[last], sources[rowSources[last]]);
    hand(last + 1);
    return new TickQuery(query.symbol(), query.source(), query.range(), after, query.knownAt());
  }

  /** The last row stays open until another identity follows: a later version may replace it. */
  private void take(Reading reading, int[] blockSources) {
    long[] times = reading.column(0).longs;
    long[] blockSequences = reading.column(1).longs;
    int[] sourceKeys = reading.column(2).indexes;
    for (int row = 0; row < reading.rows(); row++) {
      int source = blockSources[sourceKeys[row]];
      if (rows == 0 || differs(times[row], (int) blockSequences[row], source)) {
        if (rows == PAGE) {
          hand(PAGE);
        }
        eventTimes[rows] = times[row];
        sequences[rows] = (int) blockSequences[row];
        rowSources[rows] = source;
        rows++;
      }
      put(reading, row, rows - 1);
    }
  }

  private boolean differs(long time, int sequence, int source) {
    int last = rows - 1;
    return eventTimes[last] != time || sequences[last] != sequence || rowSources[last] != source;
  }

  /** The values of a row, for the identity at that place. */
  private void put(Reading reading, int row, int at) {
    kinds[at] = reading.column(3).longs[row] == QUOTE ? TickKind.QUOTE : TickKind.TRADE;
    first[at] = reading.column(4).longs[row];
    second[at] = reading.column(5).longs[row];
    volumes[at] = reading.column(6).longs[row];
    volumesHigh[at] = reading.column(6).highs[row];
    received[at] = reading.column(7).longs[row];
  }

  private void hand(int count) {
    sink.accept(
        new TickRows(
            count,
            kinds,
            sources,
            rowSources,
            eventTimes,
            sequences,
            first,
            second,
            volumes,
            wide(count) ? volumesHigh : null,
            received));
    rows = 0;
  }

  private boolean wide(int count) {
    for (int row = 0; row < count; row++) {
      if (volumesHigh[row] != volumes[row] >> Long.SIZE - 1) {
        return true;
      }
    }
    return false;
  }

  /** Indexes into {@link #sources} of the block's dictionary. */
  private int[] sources(NativeColumn column) {
    int[] mapped = new int[column.texts.length];
    for (int key = 0; key < mapped.length; key++) {
      @Nullable String text = column.texts[key];
      mapped[key] = text == null || text.isEmpty() ? -1 : index(text);
    }
    return mapped;
  }

  private int index(String text) {
    Integer known = sourceIndexes.get(text);
    if (known != null) {
      return known;
    }
    int added = sourceIndexes.size();
    sourceIndexes.put(text, added);
    sources = Arrays.copyOf(sources, added + 1);
    sources[added] = new Source(text);
    return added;
  }
}
