package dev.quintet.application.marketdata;

import dev.quintet.domain.marketdata.Bar;
import dev.quintet.domain.marketdata.TradingDays;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes bars of trading days, or weeks, of those of their parts, which have ticks and come by start. */
final class TradingDayBars implements Consumer<Bar> {

  private final TradingDays days;
  private final Consumer<Bar> sink;
  private @Nullable Bar made;
  private Instant end = Instant.MIN;

  TradingDayBars(TradingDays days, Consumer<Bar> sink) {
    this.days = days;
    this.sink = sink;
  }

  @Override
  public void accept(Bar part) {
    if (made != null && part.start().isBefore(end)) {
      made = together(made, part);
      return;
    }
    end();
    made = new Bar(days.startOf(part.start()), part.prices(), part.volume(), part.ticks());
    end = days.startAfter(part.start());
  }

  /** Hands on the last one. */
  void end() {
    if (made != null) {
      sink.accept(made);
      made = null;
    }
  }

  private static Bar together(Bar bar, Bar later) {
    Bar.Prices prices = bar.prices();
    Bar.Prices last = later.prices();
    return new Bar(
        bar.start(),
        prices == null || last == null
            ? prices
            : new Bar.Prices(
                prices.open(),
                prices.high().max(last.high()),
                prices.low().min(last.low()),
                last.close()),
        bar.volume().add(later.volume()),
        bar.ticks() + later.ticks());
  }
}
