package dev.quintet.adapters.out.clickhouse.kernel;

import com.clickhouse.client.api.query.QueryResponse;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Observation;
import java.io.IOException;
import java.util.List;

/**
 * An answer while it comes in, block by block. What its reader does between two blocks is not the
 * statement's time.
 */
public final class Reading implements AutoCloseable {

  private final QueryResponse response;
  private final Deadline deadline;
  private final Runnable end;
  private final Runnable closed;
  private final NativeReader blocks;
  private final Observation observation;
  private boolean finished;
  private boolean failed;
  private long read;
  private long idleNanos;
  private long idleSince;

  Reading(
      QueryResponse response,
      List<String> columns,
      Deadline deadline,
      Runnable end,
      Runnable closed,
      Observation observation) {
    this.response = response;
    this.deadline = deadline;
    this.end = end;
    this.closed = closed;
    this.observation = observation;
    this.blocks = new NativeReader(response.getInputStream(), columns);
    this.idleSince = System.nanoTime();
  }

  /** Goes on to the next block; false at the end. */
  public boolean next() {
    idleNanos += System.nanoTime() - idleSince;
    try {
      if (deadline.expired()) {
        throw new IOException("the deadline is over");
      }
      boolean more = blocks.next();
      finished = !more;
      read += more ? blocks.rows() : 0;
      return more;
    } catch (IOException | RuntimeException e) {
      failed = true;
      throw ClickHouseFailures.reading(e);
    } finally {
      idleSince = System.nanoTime();
    }
  }

  public int rows() {
    return blocks.rows();
  }

  /** What a column of numbers up to 64 bits has in a row. */
  public long number(int column, int row) {
    return blocks.column(column).longs[row];
  }

  public String text(int column, int row) {
    return blocks.column(column).text(row);
  }

  public NativeColumn column(int index) {
    return blocks.column(index);
  }

  @Override
  public void close() {
    closed.run();
    idleNanos += System.nanoTime() - idleSince;
    observation.end(failed ? Observation.FAILED : Observation.OK, read, idleNanos);
    if (!finished) {
      end.run();
    }
    try {
      response.close();
    } catch (Exception e) {
      // The rows are read or nobody wants them any more; the connection is dropped.
      end.run();
    }
  }
}
