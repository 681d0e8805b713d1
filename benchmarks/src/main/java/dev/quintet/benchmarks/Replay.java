package dev.quintet.benchmarks;

import dev.quintet.client.TickBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Recorded ticks again and again, each time two weeks later, so that weekdays stay and no tick comes
 * twice; cut into blocks of one symbol.
 */
final class Replay {

  /** Rows of a block, unless it is the last of its symbol. */
  static final int BLOCK_ROWS = 100_000;

  private static final long SHIFT_NANOS = Duration.ofDays(14).toNanos();
  private static final int SCALE = 8;

  private Replay() {}

  /**
   * Consecutive rows of the endless replay of one symbol.
   *
   * @param from the first row's position in it
   */
  record Block(RecordedTicks recorded, long from, int rows) {

    /** Copies the rows; the arrays are at least as long. */
    void copyTo(long[] times, int[] sequences, long[] bids, long[] asks) {
      int done = 0;
      while (done < rows) {
        int at = (int) ((from + done) % recorded.rows());
        long shift = (from + done) / recorded.rows() * SHIFT_NANOS;
        int count = Math.min(rows - done, recorded.rows() - at);
        for (int i = 0; i < count; i++) {
          times[done + i] = recorded.times()[at + i] + shift;
        }
        System.arraycopy(recorded.sequences(), at, sequences, done, count);
        System.arraycopy(recorded.bids(), at, bids, done, count);
        System.arraycopy(recorded.asks(), at, asks, done, count);
        done += count;
      }
    }

    TickBatch batch(String id) {
      TickBatch.Builder batch = TickBatch.quotes(recorded.source(), SCALE, SCALE);
      int at = (int) (from % recorded.rows());
      long shift = from / recorded.rows() * SHIFT_NANOS;
      for (int row = 0; row < rows; row++) {
        batch.addQuote(
            recorded.symbol(),
            recorded.times()[at] + shift,
            recorded.sequences()[at],
            recorded.bids()[at],
            recorded.asks()[at],
            0);
        at++;
        if (at == recorded.rows()) {
          at = 0;
          shift += SHIFT_NANOS;
        }
      }
      return batch.build(id);
    }
  }

  /** The blocks of one round: each symbol has as large a share as in the recording. */
  static List<Block> round(List<RecordedTicks> recorded, int round, int rows) {
    long all = recorded.stream().mapToLong(RecordedTicks::rows).sum();
    List<Block> blocks = new ArrayList<>();
    long given = 0;
    long seen = 0;
    for (RecordedTicks ticks : recorded) {
      seen += ticks.rows();
      int share = (int) (rows * seen / all - given);
      given += share;
      // Each round begins behind what the one before may have taken.
      long from = round * (rows * (long) ticks.rows() / all + 1);
      blocks.addAll(blocks(ticks, from, share));
    }
    return blocks;
  }

  /** Consecutive rows of the endless replay of one symbol, cut into blocks. */
  static List<Block> blocks(RecordedTicks ticks, long from, int rows) {
    List<Block> blocks = new ArrayList<>();
    for (int done = 0; done < rows; done += BLOCK_ROWS) {
      blocks.add(new Block(ticks, from + done, Math.min(BLOCK_ROWS, rows - done)));
    }
    return blocks;
  }
}
