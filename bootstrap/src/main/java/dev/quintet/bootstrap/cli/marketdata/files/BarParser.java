package dev.quintet.bootstrap.cli.marketdata.files;

import dev.quintet.bootstrap.cli.marketdata.files.CsvTable.Line;

/** Makes bars of rows. */
record BarParser(RowFormat format, Units units) implements RowParser<BarRow> {

  @Override
  public BarRow row(Line line) throws RefusedRow {
    String symbol = format.symbol(line);
    long start = format.time(line);
    long open = price(line, Meaning.OPEN);
    long high = price(line, Meaning.HIGH);
    long low = price(line, Meaning.LOW);
    long close = price(line, Meaning.CLOSE);
    if (high < Math.max(open, close) || high < low) {
      throw new RefusedRow("high", "is below open, low or close");
    }
    if (low > Math.min(open, close)) {
      throw new RefusedRow("low", "is above open or close");
    }
    return new BarRow(
        line.number(),
        symbol,
        start,
        open,
        high,
        low,
        close,
        units.volume(format.cell(line, Meaning.VOLUME)));
  }

  private long price(Line line, Meaning price) throws RefusedRow {
    return units.price(price.word(), format.cell(line, price));
  }

  @Override
  public boolean carried() {
    return false;
  }
}
