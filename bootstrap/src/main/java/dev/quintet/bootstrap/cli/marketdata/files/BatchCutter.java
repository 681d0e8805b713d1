package dev.quintet.bootstrap.cli.marketdata.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.quintet.bootstrap.cli.marketdata.files.TickImport.Place;
import dev.quintet.client.TickBatch;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Cuts the rows of files into batches, each named by the digest of its rows. Where a batch ends does
 * not depend on the rows before it but on the time of the next: a file in which some rows were
 * mended has the other batches as before. The ticks of an instant stay together, across two files
 * too unless their ids order them.
 */
final class BatchCutter implements AutoCloseable {

  /** A batch of so many rows ends with its instant. */
  static final int ROWS = 20_000;

  /** One instant in so many begins a batch. */
  private static final int INSTANTS = 8_192;

  private static final int MAX_SYMBOLS = 1_000;

  /** The service takes batches of at most 24 months. */
  private static final long LONGEST_SPAN = Duration.ofDays(366).toNanos();

  private static final int ID_BYTES = 16;

  private final boolean corrections;
  private final BiConsumer<TickBatch, Place> batches;
  private final List<TickRow> rows = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final Set<String> symbols = new HashSet<>();
  private final MessageDigest digest = sha256();

  private String csv = "";
  private String source = "";
  private Kind kind = Kind.QUOTE;
  private boolean early;

  /** The rows that come are of another CSV than those that wait. */
  private boolean border;

  private long earliest;
  private long latest;

  /**
   * @param corrections whether rows without ids correct what is stored of their instants
   */
  BatchCutter(boolean corrections, BiConsumer<TickBatch, Place> batches) {
    this.corrections = corrections;
    this.batches = batches;
  }

  void begin(String name, RowFormat format) {
    if (format.hasSequence()
        || format.kind() != kind
        || format.early() != early
        || !format.source().equals(source)) {
      cut();
    }
    csv = name;
    kind = format.kind();
    source = format.source();
    early = format.early();
    border = !rows.isEmpty();
  }

  void tick(TickRow row) {
    if (!rows.isEmpty() && endsBefore(row)) {
      cut();
    }
    if (rows.isEmpty()) {
      earliest = row.time();
      latest = row.time();
    }
    rows.add(row);
    names.add(csv);
    symbols.add(row.symbol());
    earliest = Math.min(earliest, row.time());
    latest = Math.max(latest, row.time());
  }

  private boolean endsBefore(TickRow row) {
    if (rows.size() == TickBatch.MAX_ROWS) {
      return true;
    }
    return !row.sameInstant(rows.getLast())
        && (border
            || begins(row.time())
            || rows.size() >= ROWS
            || (symbols.size() == MAX_SYMBOLS && !symbols.contains(row.symbol()))
            || Math.max(latest, row.time()) - Math.min(earliest, row.time()) > LONGEST_SPAN);
  }

  /** Whether a batch begins with that instant, whatever is before it. */
  static boolean begins(long time) {
    long mixed = (time ^ (time >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return ((mixed ^ (mixed >>> 31)) & (INSTANTS - 1)) == 0;
  }

  /** Sends what waits, in as many batches as scales of volumes are needed. */
  private void cut() {
    int from = 0;
    Scale scale = Scale.NONE;
    for (int at = 0; at < rows.size(); at++) {
      Scale with = scale.with(rows.get(at).volume());
      if (!with.fits()) {
        send(from, at, scale.digits);
        from = at;
        with = Scale.NONE.with(rows.get(at).volume());
      }
      scale = with;
    }
    if (from < rows.size()) {
      send(from, rows.size(), scale.digits);
    }
    rows.clear();
    names.clear();
    symbols.clear();
    border = false;
  }

  /**
   * What the volumes of a batch need.
   *
   * @param digits after the point
   * @param largest of the volumes
   */
  private record Scale(int digits, BigDecimal largest) {
    static final Scale NONE = new Scale(0, BigDecimal.ZERO);
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    Scale with(BigDecimal volume) {
      return new Scale(Math.max(digits, volume.scale()), largest.max(volume));
    }

    boolean fits() {
      return largest.movePointRight(digits).compareTo(MOST) <= 0;
    }
  }

  private void send(int from, int to, int volumeScale) {
    TickBatch.Builder batch =
        kind == Kind.QUOTE
            ? TickBatch.quotes(source, Units.DIGITS, volumeScale)
            : TickBatch.trades(source, Units.DIGITS, volumeScale);
    if (corrections) {
      batch.corrections();
    }
    if (early) {
      batch.earlyTimes();
    }
    String terms = (corrections ? " corrections" : "") + (early ? " early" : "");
    digest.update((kind + " " + source + " " + volumeScale + terms).getBytes(UTF_8));
    String symbol = "";
    long[] lines = new long[to - from];
    for (int at = from; at < to; at++) {
      TickRow row = rows.get(at);
      lines[at - from] = row.line();
      long volume = row.volume().movePointRight(volumeScale).longValueExact();
      if (kind == Kind.QUOTE) {
        batch.addQuote(
            row.symbol(), row.time(), row.sequence(), row.first(), row.second(), volume);
      } else {
        batch.addTrade(row.symbol(), row.time(), row.sequence(), row.first(), volume);
      }
      if (!row.symbol().equals(symbol)) {
        symbol = row.symbol();
        digest.update((" " + symbol + " ").getBytes(UTF_8));
      }
      digest.update(bytes(row, volume));
    }
    String id = "rows-" + hex(digest.digest());
    batches.accept(
        batch.build(id), new Place(List.copyOf(names.subList(from, to)), lines));
  }

  private static byte[] bytes(TickRow row, long volume) {
    return ByteBuffer.allocate(4 * Long.BYTES + Integer.BYTES)
        .putLong(row.time())
        .putInt(row.sequence())
        .putLong(row.first())
        .putLong(row.second())
        .putLong(volume)
        .array();
  }

  /** Hands the last batch over. */
  @Override
  public void close() {
    cut();
  }

  /** Half of a digest, as text. */
  static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest, 0, ID_BYTES);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
