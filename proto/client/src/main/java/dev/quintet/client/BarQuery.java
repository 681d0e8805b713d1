package dev.quintet.client;

import dev.quintet.marketdata.v1.BarsRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which bars to read: those whose start is in {@code [from, to)}.
 *
 * @param source the feed; null: the ticks of every feed together
 * @param interval {@code 1s 1m 5m 15m 1h 4h 1d 1w} or any whole number of s, m, h, d, w up to 4w
 * @param knownAt from the ticks as they were known then; null: as they are known now
 * @param importedFrom null: bars made from ticks; else bars that were imported from this source
 * @param days null: days and weeks of UTC
 */
public record BarQuery(
    String symbol,
    @Nullable String source,
    String interval,
    Side side,
    Instant from,
    Instant to,
    Fill fill,
    @Nullable Instant knownAt,
    @Nullable String importedFrom,
    @Nullable Days days) {

  /**
   * Where days and weeks begin, instead of midnight UTC; for intervals of 1d and 1w.
   *
   * @param timeZone IANA, such as America/New_York
   * @param sessionStart HH:MM there; from 12:00 on a day is the trading day of the date on which it ends
   */
  public record Days(String timeZone, String sessionStart) {}

  /** The price a bar is made from. */
  public enum Side {
    BID,
    ASK,
    /** (bid + ask) / 2, exact, with 9 digits after the point. */
    MID,
    TRADE
  }

  /** What stands for an interval without ticks. */
  public enum Fill {
    /** No bar. */
    NONE,
    /** A bar of the close before it. */
    PREVIOUS,
    /** A bar without prices. */
    NULL,
    /** Like PREVIOUS, and before the first bar the last price known before the range. */
    CARRY
  }

  public static BarQuery of(String symbol, String interval, Side side, Instant from, Instant to) {
    return new BarQuery(symbol, null, interval, side, from, to, Fill.NONE, null, null, null);
  }

  public BarQuery fromSource(String feed) {
    return new BarQuery(
        symbol, feed, interval, side, from, to, fill, knownAt, importedFrom, days);
  }

  public BarQuery filledWith(Fill other) {
    return new BarQuery(
        symbol, source, interval, side, from, to, other, knownAt, importedFrom, days);
  }

  public BarQuery asKnownAt(Instant instant) {
    return new BarQuery(
        symbol, source, interval, side, from, to, fill, instant, importedFrom, days);
  }

  /**
   * The bars that were imported from {@code feed} instead of bars made from ticks. They are as they were
   * imported: the side says nothing, and nothing is filled.
   */
  public BarQuery importedFrom(String feed) {
    return new BarQuery(
        symbol, source, interval, side, from, to, fill, knownAt, feed, days);
  }

  /** Days or weeks that begin at that time of that zone: {@code ("America/New_York", "17:00")}. */
  public BarQuery beginning(String timeZone, String sessionStart) {
    Days other = new Days(timeZone, sessionStart);
    return new BarQuery(
        symbol, source, interval, side, from, to, fill, knownAt, importedFrom, other);
  }

  BarsRequest request() {
    BarsRequest.Builder request =
        BarsRequest.newBuilder()
            .setSymbol(symbol)
            .setInterval(interval)
            .setFromNanos(Times.nanos("from_nanos", from))
            .setToNanos(Times.nanos("to_nanos", to))
            .setFill(
                switch (fill) {
                  case NONE -> dev.quintet.marketdata.v1.Fill.FILL_UNSPECIFIED;
                  case PREVIOUS -> dev.quintet.marketdata.v1.Fill.FILL_PREVIOUS;
                  case NULL -> dev.quintet.marketdata.v1.Fill.FILL_NULL;
                  case CARRY -> dev.quintet.marketdata.v1.Fill.FILL_CARRY;
                });
    if (source != null) {
      request.setSource(source);
    }
    if (knownAt != null) {
      request.setKnownAtMicros(Times.micros("known_at_micros", knownAt));
    }
    if (days != null) {
      request.setTimeZone(days.timeZone()).setSessionStart(days.sessionStart());
    }
    return importedFrom == null
        ? request.setSide(made()).build()
        : request.setImportedFrom(importedFrom).build();
  }

  private dev.quintet.marketdata.v1.Side made() {
    return switch (side) {
      case BID -> dev.quintet.marketdata.v1.Side.SIDE_BID;
      case ASK -> dev.quintet.marketdata.v1.Side.SIDE_ASK;
      case MID -> dev.quintet.marketdata.v1.Side.SIDE_MID;
      case TRADE -> dev.quintet.marketdata.v1.Side.SIDE_TRADE;
    };
  }
}
