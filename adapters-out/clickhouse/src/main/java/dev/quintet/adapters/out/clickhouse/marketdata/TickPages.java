package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.adapters.out.clickhouse.kernel.NativeColumn;
import dev.quintet.adapters.out.clickhouse.kernel.Reading;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.TickKind;
import dev.quintet.domain.marketdata.TickPosition;
import dev.quintet.domain.marketdata.TickQuery;
import dev.quintet.domain.marketdata.TickRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the last row of each identity from an ordered answer, unless that annuls it, and hands the
 * rows on in pages. The rows of one place (time, sequence and source), a quote and a trade of each owner,
 * are open until another place follows: their versions come mixed. A page ends with a whole place, so a
 * cursor need not say whose tick was the last.
 */
final class TickPages {

  private static final int PAGE = 8_192;
  private static final int QUOTE = 1;

  private final Consumer<TickRows> sink;
  private final Map<String, Integer> sourceIndexes = new HashMap<>();
  private final Map<String, Integer> ownerIndexes = new HashMap<>();
  private Source[] sources = {};
  private final List<String> owners = new ArrayList<>();

  private TickKind[] kinds = new TickKind[PAGE + 1];
  private int[] rowSources = new int[PAGE + 1];
  private int[] rowOwners = new int[PAGE + 1];
  private long[] eventTimes = new long[PAGE + 1];
  private int[] sequences = new int[PAGE + 1];
  private long[] first = new long[PAGE + 1];
  private long[] second = new long[PAGE + 1];
  private long[] volumes = new long[PAGE + 1];
  private long[] volumesHigh = new long[PAGE + 1];
  private long[] received = new long[PAGE + 1];
  private boolean[] annulled = new boolean[PAGE + 1];

  /** By twice an owner's index and the kind, the row that was opened for it last. */
  private int[] lastOpened = new int[2];

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
      take(reading, sources(reading.column(2)), owners(reading.column(9)));
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

  private void take(Reading reading, int[] blockSources, int[] blockOwners) {
    long[] times = reading.column(0).longs;
    long[] blockSequences = reading.column(1).longs;
    int[] sourceKeys = reading.column(2).indexes;
    long[] blockKinds = reading.column(3).longs;
    int[] ownerKeys = reading.column(9).indexes;
    for (int row = 0; row < reading.rows(); row++) {
      int source = blockSources[sourceKeys[row]];
      if (open > 0 && differs(times[row], (int) blockSequences[row], source)) {
        close();
      }
      TickKind kind = blockKinds[row] == QUOTE ? TickKind.QUOTE : TickKind.TRADE;
      int owner = blockOwners[ownerKeys[row]];
      int at = opened(owner, kind);
      if (at == rows) {
        widen();
        eventTimes[at] = times[row];
        sequences[at] = (int) blockSequences[row];
        rowSources[at] = source;
        rowOwners[at] = owner;
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

  /** The open row of that owner and kind, or else the next row. */
  private int opened(int owner, TickKind kind) {
    int of = 2 * owner + kind.ordinal();
    int row = lastOpened[of];
    if (row >= rows - open && row < rows && rowOwners[row] == owner && kinds[row] == kind) {
      return row;
    }
    lastOpened[of] = rows;
    return rows;
  }

  /** Room for one row more, and for a spare. */
  private void widen() {
    if (rows + 2 > kinds.length) {
      int length = 2 * kinds.length;
      kinds = Arrays.copyOf(kinds, length);
      rowSources = Arrays.copyOf(rowSources, length);
      rowOwners = Arrays.copyOf(rowOwners, length);
      eventTimes = Arrays.copyOf(eventTimes, length);
      sequences = Arrays.copyOf(sequences, length);
      first = Arrays.copyOf(first, length);
      second = Arrays.copyOf(second, length);
      volumes = Arrays.copyOf(volumes, length);
      volumesHigh = Arrays.copyOf(volumesHigh, length);
      received = Arrays.copyOf(received, length);
      annulled = Arrays.copyOf(annulled, length);
    }
  }

  /** Nothing more comes of what is open: quotes first, then by owner, without what is annulled. */
  private void close() {
    if (open == 0) {
      return;
    }
    int last = rows - 1;
    closedTime = eventTimes[last];
    closedSequence = sequences[last];
    closedSource = rowSources[last];
    int first = rows - open;
    if (open > 1) {
      sort(first);
    }
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

  /** Along the cycles of where each row is to go. */
  private void sort(int from) {
    Integer[] order = new Integer[open];
    Arrays.setAll(order, i -> from + i);
    Arrays.sort(
        order,
        Comparator.<Integer, TickKind>comparing(row -> kinds[row])
            .thenComparing(row -> owners.get(rowOwners[row])));
    int spare = rows;
    for (int to = from; to < rows; to++) {
      int next = to;
      move(to, spare);
      while (order[next - from] != to) {
        int source = order[next - from];
        move(source, next);
        order[next - from] = next;
        next = source;
      }
      move(spare, next);
      order[next - from] = next;
    }
  }

  private void move(int from, int to) {
    kinds[to] = kinds[from];
    eventTimes[to] = eventTimes[from];
    sequences[to] = sequences[from];
    rowSources[to] = rowSources[from];
    rowOwners[to] = rowOwners[from];
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

  /** Indexes into {@link #owners} of the block's dictionary. */
  private int[] owners(NativeColumn column) {
    int[] mapped = new int[column.texts.length];
    for (int key = 0; key < mapped.length; key++) {
      String text = column.texts[key] == null ? "" : column.texts[key];
      Integer known = ownerIndexes.putIfAbsent(text, owners.size());
      mapped[key] = known == null ? owners.size() : known;
      if (known == null) {
        owners.add(text);
      }
    }
    lastOpened = Arrays.copyOf(lastOpened, Math.max(lastOpened.length, 2 * owners.size()));
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
