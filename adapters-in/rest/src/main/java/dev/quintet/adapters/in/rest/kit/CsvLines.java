package dev.quintet.adapters.in.rest.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;

/**
 * Rows with a line of names.
 *
 * @param rows each with as many cells as there are names
 */
public record CsvLines(List<String> names, List<List<?>> rows) {

  private static final CSVFormat LINES = CSVFormat.DEFAULT;

  String text() {
    StringBuilder text = new StringBuilder();
    try {
      LINES.printRecord(text, names.toArray());
      for (List<?> row : rows) {
        LINES.printRecord(text, row.toArray());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // not into memory
    }
    return text.toString();
  }
}
