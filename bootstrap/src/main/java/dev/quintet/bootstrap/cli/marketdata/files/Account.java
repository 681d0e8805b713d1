package dev.quintet.bootstrap.cli.marketdata.files;

import dev.quintet.client.TickRange;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was found in the rows of files: what is good, what was changed, what is left out and why. */
public final class Account implements RowSink<FileRow> {

  private static final int MAX_NAMED = 1_000;

  private final List<Rejection> named = new ArrayList<>();
  private String csv = "";
  private long good;
  private long refused;
  private long rounded;
  private long carried;
  private @Nullable FileRow first;
  private @Nullable FileRow last;
  private long lowest = Long.MAX_VALUE;
  private long highest = Long.MIN_VALUE;

  /** A row that is left out. */
  public record Rejection(String csv, long line, String field, String reason) {
    @Override
    public String toString() {
      return csv + ":" + line + ": " + field + " " + reason;
    }
  }

  @Override
  public void begin(String name, RowFormat format) {
    csv = name;
  }

  @Override
  public void row(FileRow row) {
    good++;
    first = first == null || row.time() < first.time() ? row : first;
    last = last == null || row.time() >= last.time() ? row : last;
    lowest = Math.min(lowest, row.lowest());
    highest = Math.max(highest, row.highest());
  }

  @Override
  public void changed(boolean lostDigits, boolean filled) {
    rounded += lostDigits ? 1 : 0;
    carried += filled ? 1 : 0;
  }

  @Override
  public void refused(long line, String field, String reason) {
    refused++;
    name(new Rejection(csv, line, field, reason));
  }

  synchronized void name(Rejection row) {
    if (named.size() < MAX_NAMED) {
      named.add(row);
    }
  }

  /** Rows that can be stored. */
  public long good() {
    return good;
  }

  /** Rows that cannot be read. */
  public long refused() {
    return refused;
  }

  /** Rows of which a number lost digits, because that was asked for. */
  public long rounded() {
    return rounded;
  }

  /** Rows with a blank side, which is that of the row before. */
  public long carried() {
    return carried;
  }

  /** The first rows that are left out. */
  public synchronized List<Rejection> named() {
    return List.copyOf(named);
  }

  /** The row of the least time, as text; null: there is none. */
  public @Nullable String first() {
    return first == null ? null : first.toString();
  }

  /** The row of the greatest time, as text; null: there is none. */
  public @Nullable String last() {
    return last == null ? null : last.toString();
  }

  /** From when to when, and between which prices the good rows are; null: there is none. */
  public @Nullable TickRange range() {
    return first == null || last == null
        ? null
        : new TickRange(
            FileRow.instant(first.time()),
            FileRow.instant(last.time()),
            BigDecimal.valueOf(lowest, Units.DIGITS),
            BigDecimal.valueOf(highest, Units.DIGITS));
  }
}
