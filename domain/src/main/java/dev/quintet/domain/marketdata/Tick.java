package dev.quintet.domain.marketdata;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;

/**
 * One event of a feed, as stored. Prices and volumes have scale 8, {@code eventTime} nanoseconds,
 * {@code receivedAt} microseconds.
 */
public sealed interface Tick {

  /** By event time, then sequence, source and kind, then when it became known. */
  Comparator<Tick> ORDER =
      Comparator.comparing(Tick::eventTime)
          .thenComparingInt(Tick::sequence)
          .thenComparing(Tick::source)
          .thenComparing(Tick::kind)
          .thenComparing(Tick::receivedAt);

  /** Quotes come before trades. */
  default TickKind kind() {
    return switch (this) {
      case Quote it -> TickKind.QUOTE;
      case TradePrint it -> TickKind.TRADE;
    };
  }

  Symbol symbol();

  Source source();

  Instant eventTime();

  /** Orders ticks of the same instant. */
  int sequence();

  BigDecimal volume();

  /** When Quintet took it; the version of a correction. */
  Instant receivedAt();

  /** The best bid and ask. A negative spread (crossed market) is kept as it was sent. */
  record Quote(
      Symbol symbol,
      Source source,
      Instant eventTime,
      int sequence,
      BigDecimal bid,
      BigDecimal ask,
      BigDecimal volume,
      Instant receivedAt)
      implements Tick {
    public Quote {
      bid = bid.setScale(Decimals.PRICE_SCALE, RoundingMode.UNNECESSARY);
      ask = ask.setScale(Decimals.PRICE_SCALE, RoundingMode.UNNECESSARY);
      volume = volume.setScale(Decimals.VOLUME_SCALE, RoundingMode.UNNECESSARY);
      receivedAt = receivedAt.truncatedTo(ChronoUnit.MICROS);
    }

    public BigDecimal spread() {
      return ask.subtract(bid);
    }
  }

  /** A trade that happened at a price. */
  record TradePrint(
      Symbol symbol,
      Source source,
      Instant eventTime,
      int sequence,
      BigDecimal price,
      BigDecimal volume,
      Instant receivedAt)
      implements Tick {
    public TradePrint {
      price = price.setScale(Decimals.PRICE_SCALE, RoundingMode.UNNECESSARY);
      volume = volume.setScale(Decimals.VOLUME_SCALE, RoundingMode.UNNECESSARY);
      receivedAt = receivedAt.truncatedTo(ChronoUnit.MICROS);
    }
  }
}
