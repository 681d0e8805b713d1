package dev.quintet.application.marketdata;

import dev.quintet.domain.marketdata.Bar;
import dev.quintet.domain.marketdata.Decimals;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Puts bars for empty intervals between the stored ones, and marks those that are being built. */
final class BarFilling {

  private static final BigDecimal NO_VOLUME = BigDecimal.ZERO.setScale(Decimals.VOLUME_SCALE);

  private final Fill fill;
  private final UnaryOperator<Instant> startAfter;
  private final Instant end;
  private final Instant now;
  private final Consumer<BarRow> sink;
  private Instant next;
  private @Nullable BigDecimal close;

  /**
   * @param first start of a bar
   * @param end no bar starts there or later
   * @param startAfter the start of the bar behind one that starts then
   */
  BarFilling(
      Instant first,
      Instant end,
      UnaryOperator<Instant> startAfter,
      Fill fill,
      Instant now,
      Consumer<BarRow> sink) {
    this.fill = fill;
    this.startAfter = startAfter;
    this.end = end;
    this.now = now;
    this.sink = sink;
    this.next = first;
  }

  /** From then on filled bars have this price, before the first stored one too. */
  void carry(BigDecimal price) {
    close = price;
  }

  void stored(Bar bar) {
    fillUntil(bar.start());
    give(bar, false);
    next = startAfter.apply(bar.start());
    Bar.Prices prices = bar.prices();
    close = prices == null ? close : prices.close();
  }

  void end() {
    fillUntil(end);
  }

  /** Up to {@code limit}, exclusive, and no interval that begins after now. */
  private void fillUntil(Instant limit) {
    switch (fill) {
      case NONE -> {}
      case PREVIOUS, CARRY -> {
        BigDecimal price = close;
        if (price != null) {
          fillWith(new Bar.Prices(price, price, price, price), limit);
        }
      }
      case NULL -> fillWith(null, limit);
    }
  }

  private void fillWith(Bar.@Nullable Prices prices, Instant limit) {
    while (next.isBefore(limit) && !next.isAfter(now)) {
      give(new Bar(next, prices, NO_VOLUME, 0), true);
      next = startAfter.apply(next);
    }
  }

  private void give(Bar bar, boolean filled) {
    sink.accept(new BarRow(bar, startAfter.apply(bar.start()).isAfter(now), filled));
  }
}
