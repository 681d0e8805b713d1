package dev.quintet.domain.marketdata;

import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The admitted rows of a batch: every value within its column's limits, every identity once, prices
 * in units of 10^-8. Rows keep the order in which they were offered. Columns are read through
 * accessors that share the arrays; nobody changes them.
 */
public final class TickBatch {

  /** Most rows of one batch. */
  public static final int MAX_ROWS = 100_000;

  /** Most different symbols of one batch. */
  public static final int MAX_SYMBOLS = 1_000;

  /** Most months a batch may span: each hour it touches is rolled up anew. */
  public static final int MAX_MONTHS = 24;

  /** Most refused rows that a receipt names. */
  public static final int MAX_NAMED_REJECTIONS = 1_000;

  private final BatchId id;
  private final Source source;
  private final @Nullable UserId user;
  private final BatchTerms terms;
  private final boolean sequenced;
  private final TickColumns columns;
  private final List<RejectedTick> rejected;
  private final int rejectedCount;
  private final String contentHash;

  private TickBatch(
      BatchId id,
      Source source,
      @Nullable UserId user,
      BatchTerms terms,
      boolean sequenced,
      TickColumns columns,
      List<RejectedTick> rejected,
      int rejectedCount,
      String contentHash) {
    this.id = id;
    this.source = source;
    this.user = user;
    this.terms = terms;
    this.sequenced = sequenced;
    this.columns = columns;
    this.rejected = List.copyOf(rejected);
    this.rejectedCount = rejectedCount;
    this.contentHash = contentHash;
  }

  /**
   * Checks what was offered and keeps the good rows.
   *
   * @param now our clock, for the limit on times ahead of it
   * @throws ProblemException Invalid when the batch as a whole breaks a limit; bad rows do not throw
   */
  public static TickBatch admit(
      BatchId id,
      Source source,
      @Nullable UserId user,
      BatchTerms terms,
      TickColumns offered,
      Instant now) {
    checkShape(offered);
    Rejections rejections = new Rejections();
    long[] first = scaled(offered.first(), offered.priceScale());
    long[] second = offered.second() == null ? null : scaled(offered.second(), offered.priceScale());
    boolean[] bad = new boolean[offered.rows()];
    checkRows(
        offered, first, second, Times.accepted(terms, now), bad, rejections);
    int[] sequences = TickIdentities.sequences(offered, bad, rejections);
    String hash = hash(source, user, terms, offered);
    TickColumns scaled =
        new TickColumns(
            offered.kind(),
            offered.symbols(),
            offered.symbolIndexes(),
            offered.eventTimes(),
            sequences,
            Decimals.PRICE_SCALE,
            first,
            second,
            offered.volumeScale(),
            offered.volumes());
    TickColumns kept = rejections.count == 0 ? scaled : without(scaled, bad);
    checkMonths(kept.eventTimes());
    rejections.named.sort((a, b) -> Integer.compare(a.index(), b.index()));
    return new TickBatch(
        id,
        source,
        user,
        terms,
        offered.sequences() != null,
        kept,
        rejections.named,
        rejections.count,
        hash);
  }

  private static String hash(
      Source source, @Nullable UserId user, BatchTerms terms, TickColumns offered) {
    ContentHash content = new ContentHash(4L * Long.BYTES * offered.rows());
    content.text(source.value());
    content.text(user == null ? "" : user.value());
    content.text(offered.kind().name());
    for (Symbol symbol : offered.symbols()) {
      content.text(symbol.value());
    }
    content.ints(offered.symbolIndexes());
    content.longs(offered.eventTimes());
    content.ints(offered.sequences());
    content.number(offered.priceScale());
    content.longs(offered.first());
    content.longs(offered.second());
    content.number(offered.volumeScale());
    content.longs(offered.volumes());
    if (!terms.equals(BatchTerms.NONE)) {
      content.number(terms.corrections() ? 1 : 0);
      content.number(terms.earlyTimes() ? 1 : 0);
      content.number(terms.annuls() ? 1 : 0);
    }
    return content.hex();
  }

  private static void checkShape(TickColumns offered) {
    int rows = offered.rows();
    if (rows == 0) {
      throw ProblemException.invalid("event_times", "a batch must have at least one row");
    }
    if (rows > MAX_ROWS) {
      throw ProblemException.invalid("event_times", "a batch must have at most " + MAX_ROWS + " rows");
    }
    String firstColumn = offered.kind() == TickKind.QUOTE ? "bids" : "prices";
    sameLength(firstColumn, offered.first().length, rows);
    if (offered.kind() == TickKind.QUOTE) {
      sameLength("asks", offered.second() == null ? 0 : offered.second().length, rows);
    }
    if (offered.volumes() != null) {
      sameLength("volumes", offered.volumes().length, rows);
    }
    if (offered.sequences() != null) {
      sameLength("sequences", offered.sequences().length, rows);
    }
    scaleWithin("price_scale", offered.priceScale(), Decimals.PRICE_SCALE);
    scaleWithin("volume_scale", offered.volumeScale(), Decimals.VOLUME_SCALE);
    Symbol[] symbols = offered.symbols();
    if (symbols.length == 0 || symbols.length > MAX_SYMBOLS) {
      throw ProblemException.invalid("symbols", "must be 1 to " + MAX_SYMBOLS);
    }
    if (new HashSet<>(Arrays.asList(symbols)).size() < symbols.length) {
      throw ProblemException.invalid("symbols", "must not name a symbol twice");
    }
    if (offered.symbolIndexes() != null) {
      sameLength("symbol_indexes", offered.symbolIndexes().length, rows);
    } else if (symbols.length > 1) {
      throw ProblemException.invalid("symbol_indexes", "are needed when there is more than one symbol");
    }
  }

  private static void sameLength(String field, int length, int rows) {
    if (length != rows) {
      throw ProblemException.invalid(
          field, "has " + length + " values where event_times has " + rows);
    }
  }

  private static void scaleWithin(String field, int scale, int max) {
    if (scale < 0 || scale > max) {
      throw ProblemException.invalid(field, "must be 0 to " + max);
    }
  }

  /** In units of 10^-8; what does not fit becomes a value that the row check refuses. */
  private static long[] scaled(long[] values, int scale) {
    if (scale == Decimals.PRICE_SCALE) {
      return values;
    }
    long factor = Decimals.powerOfTen(Decimals.PRICE_SCALE - scale);
    long most = Decimals.MAX_PRICE_UNITS / factor;
    long[] result = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      long value = values[i];
      result[i] = value > most || value < -most ? Long.MAX_VALUE : value * factor;
    }
    return result;
  }

  private static void checkRows(
      TickColumns offered,
      long[] first,
      long @Nullable [] second,
      Times accepted,
      boolean[] bad,
      Rejections rejections) {
    long end = EventTime.nanos(EventTime.END);
    String firstColumn = second == null ? "prices" : "bids";
    int[] indexes = offered.symbolIndexes();
    int[] sequences = offered.sequences();
    long[] volumes = offered.volumes();
    for (int row = 0; row < bad.length; row++) {
      long time = offered.eventTimes()[row];
      if (time < 0 || time >= end) {
        bad[row] = rejections.add(row, "event_times", "is not within 1970-01-01 and 2262-01-01");
      } else if (time > accepted.latest) {
        bad[row] = rejections.add(row, "event_times", "is more than a day ahead of our clock");
      } else if (time < accepted.earliest) {
        bad[row] =
            rejections.add(
                row,
                "event_times",
                "is before 1980-01-01: nanoseconds since 1970 are expected (early_times allows it)");
      } else if (outOfRange(first[row])) {
        bad[row] = rejections.add(row, firstColumn, "is not within ±9999999999.99999999");
      } else if (second != null && outOfRange(second[row])) {
        bad[row] = rejections.add(row, "asks", "is not within ±9999999999.99999999");
      } else if (volumes != null && volumes[row] < 0) {
        bad[row] = rejections.add(row, "volumes", "is negative");
      } else if (indexes != null && (indexes[row] < 0 || indexes[row] >= offered.symbols().length)) {
        bad[row] = rejections.add(row, "symbol_indexes", "is not an index into symbols");
      } else if (sequences != null && sequences[row] < 0) {
        bad[row] = rejections.add(row, "sequences", "is above 2147483647");
      }
    }
  }

  private static boolean outOfRange(long units) {
    return units > Decimals.MAX_PRICE_UNITS || units < -Decimals.MAX_PRICE_UNITS;
  }

  private static void checkMonths(long[] eventTimes) {
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    for (long time : eventTimes) {
      least = Math.min(least, time);
      most = Math.max(most, time);
    }
    if (eventTimes.length > 0
        && most - least > Duration.ofDays(MAX_MONTHS * 31L).toNanos()) {
      throw ProblemException.invalid(
          "event_times", "a batch may span at most " + MAX_MONTHS + " months; split it");
    }
  }

  private static TickColumns without(TickColumns all, boolean[] bad) {
    return pick(all, IntStream.range(0, bad.length).filter(row -> !bad[row]).toArray());
  }

  private static TickColumns pick(TickColumns all, int[] keep) {
    return new TickColumns(
        all.kind(),
        all.symbols(),
        pick(all.symbolIndexes(), keep),
        pick(all.eventTimes(), keep),
        pick(all.sequences(), keep),
        all.priceScale(),
        pick(all.first(), keep),
        all.second() == null ? null : pick(all.second(), keep),
        all.volumeScale(),
        all.volumes() == null ? null : pick(all.volumes(), keep));
  }

  private static long[] pick(long[] values, int[] rows) {
    return Arrays.stream(rows).mapToLong(row -> values[row]).toArray();
  }

  private static int @Nullable [] pick(int @Nullable [] values, int[] rows) {
    return values == null ? null : Arrays.stream(rows).map(row -> values[row]).toArray();
  }

  public BatchId id() {
    return id;
  }

  public Source source() {
    return source;
  }

  /** The user the ticks belong to, if to one. */
  public @Nullable UserId user() {
    return user;
  }

  public BatchTerms terms() {
    return terms;
  }

  /** Whether its caller gave the sequences; else they are positions in the batch. */
  public boolean sequenced() {
    return sequenced;
  }

  /** Number of admitted rows; may be 0. */
  public int rows() {
    return columns.rows();
  }

  /** The admitted rows: prices at scale 8, sequences present. */
  public TickColumns columns() {
    return columns;
  }

  /** Sequence of each row. */
  public int[] sequences() {
    int[] sequences = columns.sequences();
    return sequences == null ? new int[columns.rows()] : sequences;
  }

  public Symbol symbol(int row) {
    int[] indexes = columns.symbolIndexes();
    return columns.symbols()[indexes == null ? 0 : indexes[row]];
  }

  /** The numbers of a row, as they are stored. */
  StoredTick.Values values(int row) {
    long[] asks = columns.second();
    long[] volumes = columns.volumes();
    long factor = Decimals.powerOfTen(Decimals.VOLUME_SCALE - columns.volumeScale());
    long volume = volumes == null ? 0 : volumes[row];
    return new StoredTick.Values(
        columns.first()[row],
        asks == null ? 0 : asks[row],
        Math.multiplyHigh(volume, factor),
        volume * factor);
  }

  /**
   * The same batch with only some of its rows.
   *
   * @param sequences of all rows
   */
  TickBatch keeping(int[] rows, int[] sequences) {
    return with(
        pick(
            new TickColumns(
                columns.kind(),
                columns.symbols(),
                columns.symbolIndexes(),
                columns.eventTimes(),
                sequences,
                columns.priceScale(),
                columns.first(),
                columns.second(),
                columns.volumeScale(),
                columns.volumes()),
            rows));
  }

  /**
   * The same batch with only some of its rows, which repeat the prices of the ticks that they annul.
   *
   * @param values of all rows
   */
  TickBatch withdrawing(int[] rows, StoredTick.Values[] values) {
    TickColumns kept = pick(columns, rows);
    long[] asks = kept.second();
    for (int i = 0; i < rows.length; i++) {
      kept.first()[i] = values[rows[i]].first();
      if (asks != null) {
        asks[i] = values[rows[i]].second();
      }
    }
    return with(kept);
  }

  private TickBatch with(TickColumns kept) {
    return new TickBatch(
        id, source, user, terms, sequenced, kept, rejected, rejectedCount, contentHash);
  }

  /** The refused rows in order, at most {@link #MAX_NAMED_REJECTIONS}. */
  public List<RejectedTick> rejected() {
    return rejected;
  }

  public int rejectedCount() {
    return rejectedCount;
  }

  /** SHA-256 of what was offered, 64 hexadecimal digits. */
  public String contentHash() {
    return contentHash;
  }

  /** Admitted quotes whose bid is above their ask. */
  public int crossed() {
    long[] asks = columns.second();
    if (asks == null) {
      return 0;
    }
    int crossed = 0;
    for (int row = 0; row < asks.length; row++) {
      if (columns.first()[row] > asks[row]) {
        crossed++;
      }
    }
    return crossed;
  }

  /** What the rows span; empty: there is none. */
  public Optional<TickRange> range() {
    if (rows() == 0) {
      return Optional.empty();
    }
    LongSummaryStatistics times = Arrays.stream(columns.eventTimes()).summaryStatistics();
    long[] asks = columns.second();
    LongSummaryStatistics prices = Arrays.stream(columns.first()).summaryStatistics();
    if (asks != null) {
      prices.combine(Arrays.stream(asks).summaryStatistics());
    }
    return Optional.of(
        new TickRange(
            EventTime.instant(times.getMin()),
            EventTime.instant(times.getMax()),
            Decimals.price(prices.getMin()),
            Decimals.price(prices.getMax())));
  }

  /** Event times that are accepted, in nanoseconds. */
  private record Times(long earliest, long latest) {
    private static Times accepted(BatchTerms terms, Instant now) {
      return new Times(
          terms.earlyTimes() ? 0 : EventTime.nanos(EventTime.EARLY),
          EventTime.nanos(now.plus(EventTime.AHEAD)));
    }
  }

  /** Refused rows while a batch is checked. */
  static final class Rejections {
    private final List<RejectedTick> named = new ArrayList<>();
    private int count;

    boolean add(int row, String field, String reason) {
      count++;
      if (named.size() < MAX_NAMED_REJECTIONS) {
        named.add(new RejectedTick(row, field, reason));
      }
      return true;
    }
  }
}
