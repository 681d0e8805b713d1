package dev.quintet.bootstrap.cli.marketdata.files;

import dev.quintet.bootstrap.cli.marketdata.files.CsvTable.Line;
import java.io.IOException;
import java.util.Optional;

/** Makes values of the rows of one CSV. */
interface RowParser<R> {

  /** @throws RefusedRow when the row is left out */
  R row(Line line) throws RefusedRow;

  /** Whether a blank of the last row was taken from the row before. */
  boolean carried();

  /** Hands every row to the sink. */
  default void read(String name, CsvTable table, RowFormat format, Units units, RowSink<? super R> sink)
      throws IOException {
    sink.begin(name, format);
    for (Optional<Line> line = table.next(); line.isPresent(); line = table.next()) {
      units.takeRounded();
      try {
        format.check(line.get());
        R row = row(line.get());
        boolean rounded = units.takeRounded();
        if (rounded || carried()) {
          sink.changed(rounded, carried());
        }
        sink.row(row);
      } catch (RefusedRow e) {
        sink.refused(line.get().number(), e.field(), e.reason());
      }
    }
  }
}
