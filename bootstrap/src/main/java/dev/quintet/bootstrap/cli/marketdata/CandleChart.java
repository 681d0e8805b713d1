package dev.quintet.bootstrap.cli.marketdata;

import dev.quintet.client.Bar;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Bars as candles, one column each, on lines of text. A character has two halves, each of which is
 * empty, part of a thin line (up to the high and down to the low) or of a thick one (open to close).
 */
public final class CandleChart {

  private static final int EMPTY = 0;
  private static final int THIN = 1;
  private static final int THICK = 2;

  /** By upper half, then lower half. */
  private static final String[] GLYPHS = {" ╷╻", "╵│╽", "╹╿┃"};

  private static final String RISING = "\u001b[32m";
  private static final String FALLING = "\u001b[31m";
  private static final String PLAIN = "\u001b[0m";
  private static final int LABEL_EVERY = 4;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("MMM d", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final List<Bar> bars;
  private final int lines;
  private final boolean colours;
  private final BigDecimal least;
  private final BigDecimal range;

  /**
   * @param bars those without prices leave their column empty
   * @param lines height of the drawing
   */
  public CandleChart(List<Bar> bars, int lines, boolean colours) {
    this.bars = bars;
    this.lines = lines;
    this.colours = colours;
    List<Bar.Prices> prices =
        bars.stream().map(Bar::prices).filter(p -> p != null).toList();
    this.least =
        prices.stream().map(Bar.Prices::low).reduce(BigDecimal::min).orElse(BigDecimal.ZERO);
    BigDecimal most =
        prices.stream().map(Bar.Prices::high).reduce(BigDecimal::max).orElse(BigDecimal.ZERO);
    this.range = most.subtract(least).max(new BigDecimal(BigDecimal.ONE.unscaledValue(), 8));
  }

  /** The drawing, with prices on the left and days below; each line ends with a line feed. */
  public String draw() {
    StringBuilder text = new StringBuilder();
    int width = Math.max(price(0).length(), price(lines - 1).length());
    for (int line = lines - 1; line >= 0; line--) {
      String label = line % LABEL_EVERY == 0 ? price(line) : "";
      text.append(" ".repeat(Math.max(0, width - label.length()))).append(label);
      text.append(label.isEmpty() ? " │" : " ┤");
      StringBuilder candles = new StringBuilder();
      for (Bar bar : bars) {
        candles.append(cell(bar, line));
      }
      text.append(candles.toString().stripTrailing()).append('\n');
    }
    if (!colours) {
      text.append(" ".repeat(width + 2));
      bars.forEach(bar -> text.append(bar.prices() == null ? ' ' : rises(bar) ? '+' : '-'));
      text.append('\n');
    }
    return text.append(" ".repeat(width + 2)).append(days()).append('\n').toString();
  }

  private String cell(Bar bar, int line) {
    char glyph = GLYPHS[half(bar, 2 * line + 1)].charAt(half(bar, 2 * line));
    if (!colours || glyph == ' ') {
      return String.valueOf(glyph);
    }
    return (rises(bar) ? RISING : FALLING) + glyph + PLAIN;
  }

  private int half(Bar bar, int height) {
    Bar.Prices prices = bar.prices();
    if (prices == null || height < height(prices.low()) || height > height(prices.high())) {
      return EMPTY;
    }
    int open = height(prices.open());
    int close = height(prices.close());
    boolean body = height >= Math.min(open, close) && height <= Math.max(open, close);
    return body ? THICK : THIN;
  }

  private static boolean rises(Bar bar) {
    Bar.Prices prices = bar.prices();
    return prices != null && prices.close().compareTo(prices.open()) >= 0;
  }

  /** In halves of characters from the bottom. */
  private int height(BigDecimal price) {
    return price
        .subtract(least)
        .multiply(BigDecimal.valueOf(2L * lines - 1))
        .divide(range, 0, RoundingMode.HALF_UP)
        .intValueExact();
  }

  private String price(int line) {
    BigDecimal above =
        range
            .multiply(BigDecimal.valueOf(2L * line))
            .divide(BigDecimal.valueOf(2L * lines - 1), range.scale() + 2, RoundingMode.HALF_UP);
    return least.add(above).setScale(2, RoundingMode.HALF_UP).toPlainString();
  }

  /** Each day below its first bar, as far as there is space. */
  private String days() {
    StringBuilder days = new StringBuilder();
    String before = "";
    for (int at = 0; at < bars.size(); at++) {
      String day = DAY.format(bars.get(at).start());
      if (!day.equals(before) && days.length() <= at) {
        days.append(" ".repeat(at - days.length())).append(day).append(' ');
      }
      before = day;
    }
    return days.toString().stripTrailing();
  }
}
