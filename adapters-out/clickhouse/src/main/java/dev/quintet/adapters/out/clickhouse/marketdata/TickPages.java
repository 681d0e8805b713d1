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

/**
 * Takes the last row of each identity from an ordered answer, unless that annuls it, and hands the
 * rows on in pages. The rows of one time, sequence and source, a quote and a trade, are open until
 * another follows: their versions come mixed.
 */
final class TickPages {

  private static final int PAGE = 8_192;
  private static final int QUOTE = 1;

  private final Consumer<TickRows> sink;
  private final Map<String, Integer> sourceIndexes = new HashMap<>();
  private Source[] sources = {};

  private final TickKind[] kinds = new TickKind[PAGE + 1];
  private final int[] rowSources = new int[PAGE + 1];
  private final long[] eventTimes = new long[PAGE + 1];
  private final int[] sequences = new int[PAGE + 1];
  private final long[] first = new long[PAGE + 1];
  private final long[] second = new long[PAGE + 1];
  private final long[] volumes = new long[PAGE + 1];
  private final long[] volumesHigh = new long[PAGE + 1];
  private final long[] received = new long[PAGE + 1];
  private final boolean[] annulled = new boolean[PAGE + 1];
  private int rows;

  /** How many of the rows, the last, are open. */
  private int open;

  /** Of what was closed last; its source is -1 before. */
  private long closedTime;

  private int closedSequence;
  private int closedSource = -1;

  TickPages(Consumer<TickRows> sink) {
    this.sink = sink;
  }

  /** Returns how many versions the answer had; the last rows stay open. */
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
    close();
    if (rows > 0) {
      hand();
    }
  }

  /** What to read on when an answer was cut: of what is open there may be more, so it is read again. */
  TickQuery restOf(TickQuery query) {
    rows -= open;
    open = 0;
    if (closedSource < 0) {
      return query;
    }
    TickPosition closed =
        new TickPosition(closedTime, closedSequence, sources[closedSource], TickKind.TRADE);
    if (rows > 0) {
      hand();
    }
    return new TickQuery(query.symbol(), query.source(), query.range(), closed, query.knownAt());
  }

  private void take(Reading reading, int[] blockSources) {
    long[] times = reading.column(0).longs;
    long[] blockSequences = reading.column(1).longs;
    int[] sourceKeys = reading.column(2).indexes;
    long[] blockKinds = reading.column(3).longs;
    for (int row = 0; row < reading.rows(); row++) {
      int source = blockSources[sourceKeys[row]];
      if (open > 0 && differs(times[row], (int) blockSequences[row], source)) {
        close();
      }
      TickKind kind = blockKinds[row] == QUOTE ? TickKind.QUOTE : TickKind.TRADE;
      int at = opened(kind);
      if (at == rows) {
        eventTimes[at] = times[row];
        sequences[at] = (int) blockSequences[row];
        rowSources[at] = source;
        kinds[at] = kind;
        rows++;
        open++;
      }
      put(reading, row, at);
    }
  }

  private boolean differs(long time, int sequence, int source) {
    int last = rows - 1;
    return eventTimes[last] != time || sequences[last] != sequence || rowSources[last] != source;
  }

  /** The open row of that kind, or else the next row. */
  private int opened(TickKind kind) {
    for (int row = rows - open; row < rows; row++) {
      if (kinds[row] == kind) {
        return row;
      }
    }
    return rows;
  }

  /** Nothing more comes of what is open: quotes first, without what is annulled. */
  private void close() {
    if (open == 0) {
      return;
    }
    int last = rows - 1;
    closedTime = eventTimes[last];
    closedSequence = sequences[last];
    closedSource = rowSources[last];
    if (open == 2 && kinds[last] == TickKind.QUOTE) {
      swap(last - 1, last);
    }
    int first = rows - open;
    int end = rows;
    rows = first;
    for (int row = first; row < end; row++) {
      if (!annulled[row]) {
        move(row, rows++);
      }
    }
    open = 0;
    if (rows > PAGE - 2) {
      hand();
    }
  }

  private void swap(int one, int other) {
    int spare = PAGE;
    move(one, spare);
    move(other, one);
    move(spare, other);
  }

  private void move(int from, int to) {
    kinds[to] = kinds[from];
    eventTimes[to] = eventTimes[from];
    sequences[to] = sequences[from];
    rowSources[to] = rowSources[from];
    first[to] = first[from];
    second[to] = second[from];
    volumes[to] = volumes[from];
    volumesHigh[to] = volumesHigh[from];
    received[to] = received[from];
    annulled[to] = annulled[from];
  }

  /** The values of a version, for the row at that place. */
  private void put(Reading reading, int row, int at) {
    first[at] = reading.column(4).longs[row];
    second[at] = reading.column(5).longs[row];
    volumes[at] = reading.column(6).longs[row];
    volumesHigh[at] = reading.column(6).highs[row];
    received[at] = reading.column(7).longs[row];
    annulled[at] = reading.column(8).longs[row] != 0;
  }

  private void hand() {
    sink.accept(
        new TickRows(
            rows,
            kinds,
            sources,
            rowSources,
            eventTimes,
            sequences,
            first,
            second,
            volumes,
            wide() ? volumesHigh : null,
            received));
    rows = 0;
  }

  private boolean wide() {
    for (int row = 0; row < rows; row++) {
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
