package dev.quintet.client;

import java.math.BigDecimal;
import java.time.Instant;

/** One event of a feed, as stored. Prices and volumes have at most 8 digits after the point. */
public sealed interface Tick {

  String symbol();

  /** The feed. */
  String source();

  /** To the nanosecond. */
  Instant eventTime();

  /** Orders ticks of the same instant. */
  int sequence();

  BigDecimal volume();

  /** When the service took it; the version of a correction. */
  Instant receivedAt();

  /** The best bid and ask. */
  record Quote(
      String symbol,
      String source,
      Instant eventTime,
      int sequence,
      BigDecimal bid,
      BigDecimal ask,
      BigDecimal volume,
      Instant receivedAt)
      implements Tick {

    /** ask - bid; negative in a crossed market. */
    public BigDecimal spread() {
      return ask.subtract(bid);
    }
  }

  /** A trade that happened at a price. */
  record TradePrint(
      String symbol,
      String source,
      Instant eventTime,
      int sequence,
      BigDecimal price,
      BigDecimal volume,
      Instant receivedAt)
      implements Tick {}

  static Tick of(dev.quintet.marketdata.v1.Tick tick) {
    Instant eventTime = Times.ofNanos(tick.getEventTimeNanos());
    Instant receivedAt = Times.ofMicros(tick.getReceivedAtMicros());
    BigDecimal volume = new BigDecimal(tick.getVolume());
    return switch (tick.getValueCase()) {
      case QUOTE ->
          new Quote(
              tick.getSymbol(),
              tick.getSource(),
              eventTime,
              tick.getSequence(),
              new BigDecimal(tick.getQuote().getBid()),
              new BigDecimal(tick.getQuote().getAsk()),
              volume,
              receivedAt);
      case TRADE ->
          new TradePrint(
              tick.getSymbol(),
              tick.getSource(),
              eventTime,
              tick.getSequence(),
              new BigDecimal(tick.getTrade().getPrice()),
              volume,
              receivedAt);
      case VALUE_NOT_SET -> throw new IllegalStateException("a tick without quote or trade");
    };
  }
}
