package dev.quintet.adapters.out.contract;

import dev.quintet.domain.marketdata.Bar;
import dev.quintet.domain.marketdata.BatchTerms;
import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TenantTicks;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.marketdata.TickBatch;
import dev.quintet.domain.marketdata.TickColumns;
import dev.quintet.domain.marketdata.TickKind;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Ticks and bars that several contracts need. */
final class Samples {

  static final List<Symbol> VENDOR_SYMBOLS =
      Stream.of(
              "ES=F", "^GSPC", "USDJPY=X", "BTC/USDT:USDT", "M&M.NS", "$SPX.X", "@ES#", "/ESZ24",
              "0#.FTSE", "O:SPY251219C00650000", "ESc1", "ESC1", "%41", "A/b=c&d#e", "{symbol:String}",
              "[x]", "(AAPL+MSFT)/2", "a--b", "a.../b", "ES1!", "<b>", "a|b~c", "Z".repeat(64))
          .map(Symbol::new)
          .toList();

  private Samples() {}

  /** A trade print with the largest volume a batch can carry: 2^63 - 1 whole units. */
  static TenantTicks largestVolume(
      TenantId tenant, String symbol, Instant time, Instant receivedAt) {
    return new TenantTicks(
        tenant,
        Tier.PRO,
        TickBatch.admit(
            Fresh.batch(),
            new Source("fxcm"),
            null,
            BatchTerms.NONE,
            new TickColumns(
                TickKind.TRADE,
                new Symbol[] {new Symbol(symbol)},
                null,
                new long[] {EventTime.nanos(time)},
                null,
                0,
                new long[] {1},
                null,
                0,
                new long[] {Long.MAX_VALUE}),
            receivedAt),
        receivedAt);
  }

  static Tick quote(
      String symbol,
      String source,
      Instant time,
      int sequence,
      String bid,
      String ask,
      String volume,
      Instant receivedAt) {
    return new Tick.Quote(
        new Symbol(symbol),
        new Source(source),
        time,
        sequence,
        new BigDecimal(bid),
        new BigDecimal(ask),
        new BigDecimal(volume),
        receivedAt);
  }

  static Tick trade(
      String symbol,
      String source,
      Instant time,
      int sequence,
      String price,
      String volume,
      Instant receivedAt) {
    return new Tick.TradePrint(
        new Symbol(symbol),
        new Source(source),
        time,
        sequence,
        new BigDecimal(price),
        new BigDecimal(volume),
        receivedAt);
  }

  /** A symbol's ticks with many of one instant, of two sources, all with sequences. */
  static Batch crowd(String source, int rows, long seed) {
    Random random = new Random(seed);
    Batch batch = Batch.quotes(source);
    for (int row = 0; row < rows; row++) {
      BigDecimal bid = BigDecimal.valueOf(random.nextLong(-1_000_000, 1_000_000), 5);
      batch.quote(
          "EURUSD",
          MarketDataContract.T.plusNanos(row / 3),
          row % 3,
          bid.toPlainString(),
          bid.add(new BigDecimal("0.00002")).toPlainString(),
          String.valueOf(row));
    }
    return batch;
  }

  static Bar bar(
      String start,
      String open,
      String high,
      String low,
      String close,
      String volume,
      int scale,
      long ticks) {
    return new Bar(
        Instant.parse(start),
        new Bar.Prices(
            new BigDecimal(open).setScale(scale),
            new BigDecimal(high).setScale(scale),
            new BigDecimal(low).setScale(scale),
            new BigDecimal(close).setScale(scale)),
        new BigDecimal(volume).setScale(8),
        ticks);
  }
}
