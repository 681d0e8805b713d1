package dev.quintet.adapters.out.clickhouse.kernel;

import com.clickhouse.client.api.query.QueryResponse;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Observation;
import java.io.IOException;
import java.util.List;
import java.util.function.ObjIntConsumer;
import java.util.stream.Stream;

/**
 * An answer while it comes in, block by block in ClickHouse's Native format, without block
 * information. It checks the columns' names in every block, so that an error text within the answer
 * is never taken for data. What its reader does between two blocks is not the statement's time.
 */
public final class Reading implements AutoCloseable {

  private final QueryResponse response;
  private final LittleEndianInput in;
  private final List<String> names;
  private final List<NativeColumn> columns;
  private final Deadline deadline;
  private final Runnable end;
  private final Runnable closed;
  private final Observation observation;
  private int rows;
  private boolean finished;
  private boolean failed;
  private long read;
  private long idleNanos;
  private long idleSince = System.nanoTime();

  /**
   * @param names the columns of the answer, in order
   */
  Reading(
      QueryResponse response,
      List<String> names,
      Deadline deadline,
      Runnable end,
      Runnable closed,
      Observation observation) {
    this.response = response;
    this.in = new LittleEndianInput(response.getInputStream());
    this.names = names;
    this.columns = Stream.generate(NativeColumn::new).limit(names.size()).toList();
    this.deadline = deadline;
    this.end = end;
    this.closed = closed;
    this.observation = observation;
  }

  /** Goes on to the next block that has rows; false at the end of the answer. */
  public boolean next() {
    idleNanos += System.nanoTime() - idleSince;
    try {
      if (deadline.expired()) {
        throw new IOException("the deadline is over");
      }
      rows = 0;
      while (rows == 0 && !in.atEnd()) {
        readBlock();
      }
      finished = rows == 0;
      read += rows;
      return !finished;
    } catch (IOException | RuntimeException e) {
      failed = true;
      throw ClickHouseFailures.reading(e);
    } finally {
      idleSince = System.nanoTime();
    }
  }

  /** Hands on every row of all blocks. */
  void each(ObjIntConsumer<Reading> sink) {
    while (next()) {
      for (int row = 0; row < rows; row++) {
        sink.accept(this, row);
      }
    }
  }

  private void readBlock() throws IOException {
    if (in.varint() != columns.size()) {
      throw new IOException("the answer breaks off with an error of the server");
    }
    rows = Math.toIntExact(in.varint());
    for (int i = 0; i < columns.size(); i++) {
      String name = in.text();
      if (!name.equals(names.get(i))) {
        throw new IOException("column " + names.get(i) + " was expected, not " + name);
      }
      columns.get(i).read(in, name, in.text(), rows);
    }
  }

  /** Of the current block. */
  public int rows() {
    return rows;
  }

  /** What a column of numbers up to 64 bits has in a row. */
  public long number(int column, int row) {
    return column(column).longs[row];
  }

  public String text(int column, int row) {
    return column(column).text(row);
  }

  /** A column of the current block, by its place among the names. */
  public NativeColumn column(int index) {
    return columns.get(index);
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
