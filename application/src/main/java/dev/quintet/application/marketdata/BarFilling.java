package dev.quintet.application.marketdata;

import dev.quintet.domain.marketdata.Bar;
import dev.quintet.domain.marketdata.BarQuery;
import dev.quintet.domain.marketdata.Decimals;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Puts bars for empty intervals between the stored ones, and marks those that are being built. */
final class BarFilling {

  private static final BigDecimal NO_VOLUME = BigDecimal.ZERO.setScale(Decimals.VOLUME_SCALE);

  private final Fill fill;
  private final long seconds;
  private final Instant end;
  private final Instant now;
  private final Consumer<BarRow> sink;
  private Instant next;
  private @Nullable BigDecimal close;

  BarFilling(BarQuery query, Fill fill, Instant now, Consumer<BarRow> sink) {
    this.fill = fill;
    this.seconds = query.interval().seconds();
    this.end = query.range().to();
    this.now = now;
    this.sink = sink;
    this.next = query.interval().nextStart(query.range().from());
  }

  /** From then on filled bars have this price, before the first stored one too. */
  void carry(BigDecimal price) {
    close = price;
  }

  void stored(Bar bar) {
    fillUntil(bar.start());
    give(bar, false);
    next = bar.start().plusSeconds(seconds);
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
      next = next.plusSeconds(seconds);
    }
  }

  private void give(Bar bar, boolean filled) {
    sink.accept(new BarRow(bar, bar.start().plusSeconds(seconds).isAfter(now), filled));
  }
}
