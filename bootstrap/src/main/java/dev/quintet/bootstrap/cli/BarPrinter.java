package dev.quintet.bootstrap.cli;

import dev.quintet.client.Bar;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.List;

/** Prints bars as they come. Nothing is printed before the first bar or the end. */
sealed interface BarPrinter {

  void print(Bar bar);

  /** All bars were printed; not called when some could not be read. */
  void end();

  static BarPrinter of(Format format, PrintWriter out) {
    return switch (format) {
      case TABLE -> new Aligned(out);
      case CSV -> new Csv(out);
      case JSON -> new Json(out);
    };
  }

  /** Without the zeros that say nothing, and never as {@code 1E+3}. */
  static String text(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /** Open, high, low, close; empty where the bar has none. */
  private static List<String> prices(Bar bar) {
    Bar.Prices prices = bar.prices();
    return prices == null
        ? List.of("", "", "", "")
        : List.of(
            text(prices.open()), text(prices.high()), text(prices.low()), text(prices.close()));
  }

  /** A line per bar; a header in any case. */
  final class Csv implements BarPrinter {
    private final PrintWriter out;
    private boolean begun;

    private Csv(PrintWriter out) {
      this.out = out;
    }

    @Override
    public void print(Bar bar) {
      begin();
      out.print(bar.start());
      for (String price : prices(bar)) {
        out.print(',');
        out.print(price);
      }
      out.print("," + text(bar.volume()) + "," + bar.ticks() + "\n");
    }

    private void begin() {
      if (!begun) {
        begun = true;
        out.print("start,open,high,low,close,volume,ticks\n");
      }
    }

    @Override
    public void end() {
      begin();
    }
  }

  /** An array with an object per bar. */
  final class Json implements BarPrinter {
    private static final List<String> NAMES = List.of("open", "high", "low", "close");
    private final PrintWriter out;
    private boolean begun;

    private Json(PrintWriter out) {
      this.out = out;
    }

    @Override
    public void print(Bar bar) {
      out.print(begun ? ",\n" : "[\n");
      begun = true;
      out.print("  {\"start\":\"" + bar.start() + "\"");
      List<String> prices = prices(bar);
      for (int i = 0; i < prices.size(); i++) {
        String price = prices.get(i);
        out.print(",\"" + NAMES.get(i) + "\":" + (price.isEmpty() ? null : '"' + price + '"'));
      }
      out.print(",\"volume\":\"" + text(bar.volume()) + "\",\"ticks\":" + bar.ticks());
      out.print(",\"building\":" + bar.building() + ",\"filled\":" + bar.filled() + "}");
    }

    @Override
    public void end() {
      out.print(begun ? "\n]\n" : "[]\n");
    }
  }

  /** Columns; what is printed below them says which bar is still being built. */
  final class Aligned implements BarPrinter {
    private final PrintWriter out;
    private final Table table;
    private boolean building;

    private Aligned(PrintWriter out) {
      this.out = out;
      this.table = new Table(out, "start", "open", "high", "low", "close", "volume", "ticks");
    }

    @Override
    public void print(Bar bar) {
      List<String> prices = prices(bar);
      table.row(
          bar.start() + (bar.building() ? " *" : ""),
          prices.get(0),
          prices.get(1),
          prices.get(2),
          prices.get(3),
          text(bar.volume()),
          Long.toString(bar.ticks()));
      building |= bar.building();
    }

    @Override
    public void end() {
      table.end();
      if (building) {
        out.print("* not over yet\n");
      }
    }
  }
}
