package dev.quintet.adapters.out.clickhouse.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Blocks in ClickHouse's Native format, without block information. It checks the columns' names in
 * every block, so that an error text within the answer is never taken for data.
 */
final class NativeReader {

  private final LittleEndianInput in;
  private final List<String> names;
  private final NativeColumn[] columns;
  private int rows;

  /**
   * @param names the columns of the answer, in order
   */
  NativeReader(InputStream in, List<String> names) {
    this.in = new LittleEndianInput(in);
    this.names = names;
    this.columns = new NativeColumn[names.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = new NativeColumn();
    }
  }

  /** Goes on to the next block that has rows; false at the end of the answer. */
  boolean next() throws IOException {
    do {
      if (in.atEnd()) {
        return false;
      }
      readBlock();
    } while (rows == 0);
    return true;
  }

  private void readBlock() throws IOException {
    if (in.varint() != columns.length) {
      throw new IOException("the answer breaks off with an error of the server");
    }
    rows = Math.toIntExact(in.varint());
    for (int i = 0; i < columns.length; i++) {
      String name = in.text();
      if (!name.equals(names.get(i))) {
        throw new IOException("column " + names.get(i) + " was expected, not " + name);
      }
      columns[i].read(in, name, in.text(), rows);
    }
  }

  int rows() {
    return rows;
  }

  /** A column of the current block, by its place among the names. */
  NativeColumn column(int index) {
    return columns[index];
  }
}
