package dev.quintet.domain.marketdata;

import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.UserId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
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
    TickAdmission admission = TickAdmission.of(offered, terms, now);
    return new TickBatch(
        id,
        source,
        user,
        terms,
        offered.sequences() != null,
        admission.kept(),
        admission.rejected(),
        admission.rejectedCount(),
        hash(source, user, terms, offered));
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

  public BatchId id() {
    return id;
  }

  public Source source() {
    return source;
  }

  /** The user who owns the ticks; null: the tenant. */
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
    return with(columns.withSequences(sequences).keeping(rows));
  }

  /**
   * The same batch with only some of its rows, which repeat the prices of the ticks that they annul.
   *
   * @param values of all rows
   */
  TickBatch withdrawing(int[] rows, StoredTick.Values[] values) {
    TickColumns kept = columns.keeping(rows);
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
}
