package dev.quintet.bootstrap.cli.marketdata;

import dev.quintet.bootstrap.cli.kit.Format;
import dev.quintet.bootstrap.cli.kit.Rows;
import dev.quintet.client.Bar;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bars as rows. A table marks the bar that is still being built; JSON has a field for it. */
public final class BarRows {

  private static final List<String> COLUMNS =
      List.of("start", "open", "high", "low", "close", "volume", "ticks");

  private final Format format;
  private final PrintWriter out;
  private final Rows rows;
  private boolean building;

  public BarRows(Format format, PrintWriter out) {
    List<String> columns = new ArrayList<>(COLUMNS);
    if (format == Format.JSON) {
      columns.addAll(List.of("building", "filled"));
    }
    this.format = format;
    this.out = out;
    this.rows = Rows.of(format, out, columns);
  }

  public void print(Bar bar) {
    Bar.Prices prices = bar.prices();
    @Nullable Object[] cells = {
      bar.start() + (format == Format.TABLE && bar.building() ? " *" : ""),
      prices == null ? null : prices.open(),
      prices == null ? null : prices.high(),
      prices == null ? null : prices.low(),
      prices == null ? null : prices.close(),
      bar.volume(),
      bar.ticks(),
      bar.building(),
      bar.filled()
    };
    rows.row(format == Format.JSON ? cells : Arrays.copyOf(cells, COLUMNS.size()));
    building |= bar.building();
  }

  /** All bars were printed; not called when some could not be read. */
  public void end() {
    rows.end();
    if (building && format == Format.TABLE) {
      out.print("* not over yet\n");
    }
  }
}
