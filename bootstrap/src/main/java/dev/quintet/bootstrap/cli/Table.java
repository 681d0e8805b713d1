package dev.quintet.bootstrap.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints rows in columns: the first to the left, the others with their decimal points below each
 * other. Long tables are printed in parts, each at least as wide as the one before.
 */
final class Table {

  private static final int ROWS_AT_ONCE = 1_000;

  private final PrintWriter out;
  private final String[] names;
  private final int[] before; // width up to the point
  private final int[] behind; // width from the point on
  private final List<String[]> rows = new ArrayList<>();
  private boolean begun;

  Table(PrintWriter out, String... names) {
    this.out = out;
    this.names = names;
    this.before = new int[names.length];
    this.behind = new int[names.length];
  }

  void row(String... cells) {
    rows.add(cells);
    for (int i = 0; i < cells.length; i++) {
      int point = point(i, cells[i]);
      before[i] = Math.max(before[i], point);
      behind[i] = Math.max(behind[i], cells[i].length() - point);
    }
    if (rows.size() == ROWS_AT_ONCE) {
      print();
    }
  }

  private static int point(int column, String cell) {
    int point = column == 0 ? -1 : cell.indexOf('.');
    return point < 0 ? cell.length() : point;
  }

  private void print() {
    if (!begun) {
      begun = true;
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < names.length; i++) {
        before[i] = Math.max(before[i], names[i].length() - behind[i]);
        int width = before[i] + behind[i];
        String blanks = " ".repeat(width - names[i].length());
        line.append(i == 0 ? names[i] + blanks : "  " + blanks + names[i]);
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

  /** Prints what is left; the names of the columns in any case. */
  void end() {
    print();
  }
}
