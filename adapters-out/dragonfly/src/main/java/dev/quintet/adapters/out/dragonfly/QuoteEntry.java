package dev.quintet.adapters.out.dragonfly;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.quintet.domain.marketdata.Decimals;
import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.marketdata.TickKind;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The newest tick of a symbol as bytes, big-endian:
 *
 * <pre>
 *  1 version
 *  8 when a store confirmed it, in milliseconds since 1970, 0: not confirmed
 * 53 what orders ticks, so that comparing the bytes compares the ticks: event time in nanoseconds,
 *    sequence, source filled up with zeros to 32 bytes, kind, receivedAt in microseconds
 *  8 bid, 8 ask; or 8 price; in units of 10^-8
 * 16 volume in units of 10^-8
 * </pre>
 *
 * The script of {@link QuoteUpdate} knows the first three.
 *
 * @param confirmedAt in milliseconds since 1970, or {@link #NOT_CONFIRMED}
 */
record QuoteEntry(Tick tick, long confirmedAt) {

  static final byte VERSION = 2;
  static final long NOT_CONFIRMED = 0;
  static final int ORDER_AT = 1 + Long.BYTES;
  static final int SOURCE_BYTES = 32;
  static final int KIND_AT = ORDER_AT + Long.BYTES + Integer.BYTES + SOURCE_BYTES;
  static final int ORDER_END = KIND_AT + 1 + Long.BYTES;
  static final int TRADE_BYTES = ORDER_END + Long.BYTES + 2 * Long.BYTES;
  static final int QUOTE_BYTES = TRADE_BYTES + Long.BYTES;

  private static final byte QUOTE = 1;
  private static final byte TRADE = 2;

  /** With the length of the tenant and of the symbol, so that no two pairs share a key. */
  static byte[] key(TenantId tenant, Symbol symbol) {
    String owner = tenant.value();
    String name = symbol.value();
    return ("quintet:quote:" + owner.length() + ":" + owner + ":" + name.length() + ":" + name)
        .getBytes(US_ASCII);
  }

  byte[] bytes() {
    ByteBuffer bytes = ByteBuffer.allocate(tick instanceof Tick.Quote ? QUOTE_BYTES : TRADE_BYTES);
    bytes.put(VERSION).putLong(confirmedAt);
    bytes.putLong(ordered(EventTime.nanos(tick.eventTime())));
    bytes.putInt(tick.sequence() ^ Integer.MIN_VALUE);
    byte[] source = tick.source().value().getBytes(US_ASCII);
    bytes.put(source).put(new byte[SOURCE_BYTES - source.length]);
    bytes.put(tick.kind() == TickKind.QUOTE ? QUOTE : TRADE);
    bytes.putLong(ordered(ChronoUnit.MICROS.between(Instant.EPOCH, tick.receivedAt())));
    switch (tick) {
      case Tick.Quote quote -> bytes.putLong(units(quote.bid())).putLong(units(quote.ask()));
      case Tick.TradePrint trade -> bytes.putLong(units(trade.price()));
    }
    BigInteger volume = tick.volume().unscaledValue();
    bytes.putLong(volume.shiftRight(Long.SIZE).longValueExact()).putLong(volume.longValue());
    return bytes.array();
  }

  /** What the bytes say; empty when they are of another version or were not written by us. */
  static Optional<QuoteEntry> of(Symbol symbol, byte @Nullable [] stored) {
    if (stored == null || !hasLayout(stored)) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(stored, 1, stored.length - 1);
    try {
      long confirmedAt = bytes.getLong();
      Instant eventTime = EventTime.instant(ordered(bytes.getLong()));
      int sequence = bytes.getInt() ^ Integer.MIN_VALUE;
      Source source = source(bytes);
      boolean quote = bytes.get() == QUOTE;
      Instant receivedAt = Instant.EPOCH.plus(ordered(bytes.getLong()), ChronoUnit.MICROS);
      BigDecimal price = Decimals.price(bytes.getLong());
      BigDecimal ask = quote ? Decimals.price(bytes.getLong()) : price;
      BigDecimal volume = Decimals.volume(bytes.getLong(), bytes.getLong());
      Tick tick =
          quote
              ? new Tick.Quote(symbol, source, eventTime, sequence, price, ask, volume, receivedAt)
              : new Tick.TradePrint(symbol, source, eventTime, sequence, price, volume, receivedAt);
      return Optional.of(new QuoteEntry(tick, confirmedAt));
    } catch (ProblemException | DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static boolean hasLayout(byte[] stored) {
    return (stored.length == QUOTE_BYTES && stored[KIND_AT] == QUOTE
            || stored.length == TRADE_BYTES && stored[KIND_AT] == TRADE)
        && stored[0] == VERSION;
  }

  private static Source source(ByteBuffer bytes) {
    byte[] padded = new byte[SOURCE_BYTES];
    bytes.get(padded);
    int length = SOURCE_BYTES;
    while (length > 0 && padded[length - 1] == 0) {
      length--;
    }
    return new Source(new String(padded, 0, length, US_ASCII));
  }

  /** Compared as unsigned bytes, negative numbers must come first. Its own inverse. */
  private static long ordered(long number) {
    return number ^ Long.MIN_VALUE;
  }

  private static long units(BigDecimal price) {
    return price.unscaledValue().longValueExact();
  }
}
