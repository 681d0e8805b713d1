package dev.quintet.bootstrap.cli.marketdata.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.quintet.bootstrap.cli.marketdata.files.TickImport.Place;
import dev.quintet.bootstrap.cli.marketdata.files.TickImport.Rejection;
import dev.quintet.client.TickBatch;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the rows of a file into batches. Each row carries its sequence among the file's ticks of its
 * instant, so a batch may end anywhere.
 */
final class BatchCutter implements TickSink, AutoCloseable {

  static final int ROWS = 20_000;

  /** The service takes batches of at most 24 months. */
  private static final long LONGEST_SPAN = Duration.ofDays(366).toNanos();

  private static final int DIGITS = 8;
  private static final int ID_BYTES = 16;

  private final Origin origin;
  private final BiConsumer<TickBatch, Place> batches;
  private final Consumer<Rejection> rejections;
  private final Sequences sequences = new Sequences();
  private final long[] lines = new long[ROWS];
  private final ByteBuffer row = ByteBuffer.allocate(4 * Long.BYTES + Integer.BYTES);
  private final MessageDigest digest = sha256();

  private String csv = "";
  private boolean quotes;
  private TickBatch.@Nullable Builder batch;
  private long earliest;
  private long latest;

  BatchCutter(
      Origin origin, BiConsumer<TickBatch, Place> batches, Consumer<Rejection> rejections) {
    this.origin = origin;
    this.batches = batches;
    this.rejections = rejections;
  }

  @Override
  public void begin(String name, RowFormat format) {
    cut();
    csv = name;
    quotes = format.quotes();
  }

  @Override
  public void tick(long line, long time, long first, long second, long volume) throws RefusedRow {
    int sequence = sequences.next(time);
    TickBatch.Builder current = open(time);
    lines[current.rows()] = line;
    if (quotes) {
      current.addQuote(origin.symbol(), time, sequence, first, second, volume);
    } else {
      current.addTrade(origin.symbol(), time, sequence, first, volume);
    }
    row.clear();
    row.putLong(time).putInt(sequence).putLong(first).putLong(second).putLong(volume);
    digest.update(row.array());
    earliest = Math.min(earliest, time);
    latest = Math.max(latest, time);
  }

  private TickBatch.Builder open(long time) {
    TickBatch.Builder current = batch;
    if (current != null
        && (current.rows() == ROWS
            || Math.max(latest, time) - Math.min(earliest, time) > LONGEST_SPAN)) {
      cut();
      current = null;
    }
    if (current == null) {
      current =
          quotes
              ? TickBatch.quotes(origin.source(), DIGITS, DIGITS)
              : TickBatch.trades(origin.source(), DIGITS, DIGITS);
      batch = current;
      earliest = time;
      latest = time;
      String about = (quotes ? "quote " : "trade ") + origin.symbol() + " " + origin.source() + " ";
      digest.update(about.getBytes(UTF_8));
    }
    return current;
  }

  private void cut() {
    TickBatch.Builder full = batch;
    if (full != null) {
      batch = null;
      String id = "rows-" + HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
      batches.accept(full.build(id), new Place(csv, Arrays.copyOf(lines, full.rows())));
    }
  }

  @Override
  public void refused(long line, String field, String reason) {
    rejections.accept(new Rejection(csv, line, field, reason));
  }

  /** Hands the last batch over. */
  @Override
  public void close() {
    cut();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
