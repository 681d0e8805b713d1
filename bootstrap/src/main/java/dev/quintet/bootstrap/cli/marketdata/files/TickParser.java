package dev.quintet.bootstrap.cli.marketdata.files;

import dev.quintet.bootstrap.cli.marketdata.files.CsvTable.Line;
import dev.quintet.client.TickBatch;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes ticks of the rows of one CSV. A blank bid or ask has not changed since the quote before of that
 * symbol; where there is none, the row is refused.
 */
final class TickParser implements RowParser<TickRow> {

  /** Most symbols of one CSV; more are no symbols. */
  private static final int MAX_SYMBOLS = 100_000;

  private final RowFormat format;
  private final Units units;
  private final Map<String, TickRow> before = new HashMap<>();
  private boolean carried;

  TickParser(RowFormat format, Units units) {
    this.format = format;
    this.units = units;
  }

  @Override
  public TickRow row(Line line) throws RefusedRow {
    carried = false;
    String symbol = format.symbol(line);
    long time = format.time(line);
    int sequence = format.hasSequence() ? format.sequence(line) : TickBatch.Builder.NO_SEQUENCE;
    boolean quote = format.kind() == Kind.QUOTE;
    long first =
        quote
            ? side(line, Meaning.BID, symbol, time)
            : units.price("price", format.cell(line, Meaning.PRICE));
    long second = quote ? side(line, Meaning.ASK, symbol, time) : 0;
    TickRow row =
        new TickRow(
            line.number(),
            symbol,
            format.kind(),
            time,
            sequence,
            first,
            second,
            units.volume(format.cell(line, Meaning.VOLUME)));
    if (before.put(symbol, row) == null && before.size() > MAX_SYMBOLS) {
      before.remove(symbol);
      throw new RefusedRow("symbol", "is one too many: a file has at most 100,000");
    }
    return row;
  }

  @Override
  public boolean carried() {
    return carried;
  }

  private long side(Line line, Meaning side, String symbol, long time) throws RefusedRow {
    String text = format.cell(line, side);
    if (!text.isEmpty()) {
      return units.price(side.word(), text);
    }
    boolean bid = side == Meaning.BID;
    TickRow last = before.get(symbol);
    if (format.cell(line, bid ? Meaning.ASK : Meaning.BID).isEmpty()) {
      throw new RefusedRow(side.word(), "is blank, like the ask");
    }
    if (last == null) {
      throw new RefusedRow(side.word(), "is blank, and no row before has one to carry forward");
    }
    if (last.time() > time) {
      throw new RefusedRow(side.word(), "is blank, and the row before is later");
    }
    carried = true;
    return bid ? last.first() : last.second();
  }
}
