package dev.quintet.client;

import org.jspecify.annotations.Nullable;

/**
 * Cuts a long run of ticks into batches and writes them. Batches get the ids {@code prefix-1},
 * {@code prefix-2}, …: the same run with the same prefix and size gives the same batches, so that a
 * run that was interrupted can simply be started again. A batch ends where the event time changes,
 * so that ticks of one instant stay together. Used by one thread.
 */
public final class TickAppender implements AutoCloseable {

  /** Rows after which a batch ends, unless the next tick is of the same instant. */
  public static final int DEFAULT_ROWS = 50_000;

  private final TickWriter writer;
  private final Format format;
  private final String prefix;
  private final int rowsPerBatch;
  private TickBatch.@Nullable Builder batch;
  private long batches;
  private long lastTime;

  /**
   * What the ticks have in common.
   *
   * @param source the feed
   * @param quotes quotes, else trade prints
   * @param priceScale digits after the point of prices
   * @param volumeScale digits after the point of volumes
   */
  public record Format(String source, boolean quotes, int priceScale, int volumeScale) {}

  public TickAppender(TickWriter writer, Format format, String prefix, int rowsPerBatch) {
    if (rowsPerBatch < 1 || rowsPerBatch > TickBatch.MAX_ROWS) {
      throw QuintetException.invalid("rowsPerBatch", "must be 1 to " + TickBatch.MAX_ROWS);
    }
    this.writer = writer;
    this.format = format;
    this.prefix = prefix;
    this.rowsPerBatch = rowsPerBatch;
  }

  /** Adds a quote; time in nanoseconds since the epoch, numbers in units of the scales. */
  public void addQuote(String symbol, long eventTime, long bid, long ask, long volume) {
    open(eventTime).addQuote(symbol, eventTime, TickBatch.Builder.NO_SEQUENCE, bid, ask, volume);
  }

  /** Adds a trade print; time in nanoseconds since the epoch, numbers in units of the scales. */
  public void addTrade(String symbol, long eventTime, long price, long volume) {
    open(eventTime).addTrade(symbol, eventTime, TickBatch.Builder.NO_SEQUENCE, price, volume);
  }

  private TickBatch.Builder open(long eventTime) {
    TickBatch.Builder current = batch;
    if (current != null
        && (current.rows() == TickBatch.MAX_ROWS
            || (current.rows() >= rowsPerBatch && eventTime != lastTime))) {
      cut(current);
      current = null;
    }
    if (current == null) {
      current =
          format.quotes()
              ? TickBatch.quotes(format.source(), format.priceScale(), format.volumeScale())
              : TickBatch.trades(format.source(), format.priceScale(), format.volumeScale());
      batch = current;
    }
    lastTime = eventTime;
    return current;
  }

  private void cut(TickBatch.Builder full) {
    batches++;
    batch = null;
    writer.write(full.build(prefix + "-" + batches));
  }

  /** Writes what is left and waits until everything is answered; the writer stays open. */
  @Override
  public void close() {
    if (batch != null) {
      cut(batch);
    }
    writer.flush();
  }
}
