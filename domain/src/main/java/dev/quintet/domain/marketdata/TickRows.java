package dev.quintet.domain.marketdata;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Part of a stream of stored ticks of one symbol, in the order of (event time, sequence, source, kind),
 * one row per identity. Columns of length {@code rows} at least; only the first {@code rows} count,
 * and the arrays are only valid until the sink returns.
 *
 * @param sources the feeds, by index
 * @param first bids of quotes, prices of trade prints, in units of 10^-8
 * @param second asks of quotes, 0 for trade prints
 * @param volumes low 64 bits in units of 10^-8
 * @param volumesHigh high 64 bits; null: each is the sign of its low part
 * @param receivedMicros microseconds since the epoch
 */
public record TickRows(
    int rows,
    TickKind[] kinds,
    Source[] sources,
    int[] sourceIndexes,
    long[] eventTimes,
    int[] sequences,
    long[] first,
    long[] second,
    long[] volumes,
    long @Nullable [] volumesHigh,
    long[] receivedMicros) {

  /** One row as a value. */
  public Tick tick(Symbol symbol, int row) {
    Source source = sources[sourceIndexes[row]];
    Instant eventTime = EventTime.instant(eventTimes[row]);
    BigDecimal price = Decimals.price(first[row]);
    long low = volumes[row];
    BigDecimal volume = Decimals.volume(volumesHigh == null ? low >> 63 : volumesHigh[row], low);
    Instant receivedAt = Instant.EPOCH.plus(receivedMicros[row], ChronoUnit.MICROS);
    return switch (kinds[row]) {
      case QUOTE ->
          new Tick.Quote(
              symbol,
              source,
              eventTime,
              sequences[row],
              price,
              Decimals.price(second[row]),
              volume,
              receivedAt);
      case TRADE ->
          new Tick.TradePrint(
              symbol, source, eventTime, sequences[row], price, volume, receivedAt);
    };
  }
}
