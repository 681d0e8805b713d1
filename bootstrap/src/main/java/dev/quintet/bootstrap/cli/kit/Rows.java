package dev.quintet.bootstrap.cli.kit;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;

/**
 * Named rows as a table, CSV or JSON, printed as they come; nothing is printed before the first row
 * or the end. A cell is null (empty), text, or a number: whole ones are numbers in JSON, decimals
 * are strings, so that no reader rounds them.
 */
public sealed interface Rows {

  /** As many cells as there are columns. */
  void row(@Nullable Object... cells);

  /** All rows were printed; not called when some could not be read. */
  void end();

  static Rows of(Format format, PrintWriter out, List<String> columns) {
    return switch (format) {
      case TABLE -> new Table(out, columns);
      case CSV -> new Csv(out, columns);
      case JSON -> new Json(out, columns);
    };
  }

  /** One row; in JSON an object and not an array of one. */
  static void print(Format format, PrintWriter out, Map<String, Object> row) {
    if (format == Format.JSON) {
      out.print(Json.object(List.copyOf(row.keySet()), row.values().toArray()) + "\n");
    } else {
      Rows rows = of(format, out, List.copyOf(row.keySet()));
      rows.row(row.values().toArray());
      rows.end();
    }
  }

  /** A decimal without the zeros that say nothing, and never as {@code 1E+3}. */
  private static @Nullable String text(@Nullable Object cell) {
    return switch (cell) {
      case null -> null;
      case BigDecimal number when number.signum() == 0 -> "0";
      case BigDecimal number -> number.stripTrailingZeros().toPlainString();
      default -> cell.toString();
    };
  }

  /** A line per row; a header in any case. */
  final class Csv implements Rows {
    private static final CSVFormat LINES =
        CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();
    private final PrintWriter out;
    private final List<String> columns;
    private boolean begun;

    private Csv(PrintWriter out, List<String> columns) {
      this.out = out;
      this.columns = columns;
    }

    @Override
    public void row(@Nullable Object... cells) {
      end();
      print(Arrays.stream(cells).map(Rows::text).toArray());
    }

    @Override
    public void end() {
      if (!begun) {
        begun = true;
        print(columns.toArray());
      }
    }

    private void print(@Nullable Object[] cells) {
      try {
        LINES.printRecord(out, cells);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** An array with an object per row, each on a line. */
  final class Json implements Rows {
    private static final JSON JSON_WITH_NULLS = JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES);
    private final PrintWriter out;
    private final List<String> columns;
    private boolean begun;

    private Json(PrintWriter out, List<String> columns) {
      this.out = out;
      this.columns = columns;
    }

    @Override
    public void row(@Nullable Object... cells) {
      out.print(begun ? ",\n  " : "[\n  ");
      out.print(object(columns, cells));
      begun = true;
    }

    private static String object(List<String> columns, @Nullable Object[] cells) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      for (int i = 0; i < cells.length; i++) {
        boolean plain = cells[i] instanceof Long || cells[i] instanceof Boolean;
        object.put(columns.get(i), plain ? cells[i] : text(cells[i]));
      }
      try {
        return JSON_WITH_NULLS.asString(object);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void end() {
      out.print(begun ? "\n]\n" : "[]\n");
    }
  }

  /**
   * Columns: the first to the left, the others with their decimal points below each other. Long
   * tables are printed in parts, each at least as wide as the one before.
   */
  final class Table implements Rows {
    private static final int ROWS_AT_ONCE = 1_000;
    private final PrintWriter out;
    private final List<String> columns;
    private final int[] before; // width up to the point
    private final int[] behind; // width from the point on
    private final List<String[]> rows = new ArrayList<>();
    private boolean begun;

    private Table(PrintWriter out, List<String> columns) {
      this.out = out;
      this.columns = columns;
      this.before = new int[columns.size()];
      this.behind = new int[columns.size()];
    }

    @Override
    public void row(@Nullable Object... cells) {
      String[] texts = new String[cells.length];
      for (int i = 0; i < cells.length; i++) {
        String text = text(cells[i]);
        texts[i] = text == null ? "" : text;
        int point = point(i, texts[i]);
        before[i] = Math.max(before[i], point);
        behind[i] = Math.max(behind[i], texts[i].length() - point);
      }
      rows.add(texts);
      if (rows.size() == ROWS_AT_ONCE) {
        end();
      }
    }

    private static int point(int column, String cell) {
      int point = column == 0 ? -1 : cell.indexOf('.');
      return point < 0 ? cell.length() : point;
    }

    /** Prints what is left; the names of the columns in any case. */
    @Override
    public void end() {
      if (!begun) {
        begun = true;
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < before.length; i++) {
          String name = columns.get(i);
          before[i] = Math.max(before[i], name.length() - behind[i]);
          String blanks = " ".repeat(before[i] + behind[i] - name.length());
          line.append(i == 0 ? name + blanks : "  " + blanks + name);
        }
        out.print(line.toString().stripTrailing() + "\n");
      }
      for (String[] cells : rows) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
          int point = point(i, cells[i]);
          String left = " ".repeat(before[i] - point);
          String right = " ".repeat(behind[i] - (cells[i].length() - point));
          line.append(i == 0 ? cells[i] + left : "  " + left + cells[i] + right);
        }
        out.print(line.toString().stripTrailing() + "\n");
      }
      rows.clear();
    }
  }
}
