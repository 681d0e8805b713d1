package dev.quintet.adapters.out.clickhouse;

import com.clickhouse.client.api.query.QueryResponse;
import dev.quintet.domain.shared.Deadline;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Future;

/** An answer while it comes in, block by block. */
final class Reading implements AutoCloseable {

  private final QueryResponse response;
  private final Deadline deadline;
  private final Runnable end;
  private final Future<?> alarm;
  private final NativeReader blocks;
  private boolean finished;

  Reading(
      QueryResponse response,
      List<String> columns,
      Deadline deadline,
      Runnable end,
      Future<?> alarm) {
    this.response = response;
    this.deadline = deadline;
    this.end = end;
    this.alarm = alarm;
    this.blocks = new NativeReader(response.getInputStream(), columns);
  }

  /** Goes on to the next block; false at the end. */
  boolean next() {
    try {
      if (deadline.expired()) {
        throw new IOException("the deadline is over");
      }
      boolean more = blocks.next();
      finished = !more;
      return more;
    } catch (IOException | RuntimeException e) {
      throw ClickHouseFailures.reading(e);
    }
  }

  int rows() {
    return blocks.rows();
  }

  NativeColumn column(int index) {
    return blocks.column(index);
  }

  @Override
  public void close() {
    alarm.cancel(false);
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
