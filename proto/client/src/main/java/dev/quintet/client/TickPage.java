package dev.quintet.client;

import dev.quintet.marketdata.v1.StreamTicksResponse;
import dev.quintet.marketdata.v1.TickKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.IntToLongFunction;

/**
 * Part of a stream of ticks of one symbol, in the order of (event time, sequence, source). The
 * columns are there for speed; {@link #ticks()} shows the same rows as objects, made when asked for.
 * The arrays belong to the page; nobody changes them.
 */
public final class TickPage {

  private static final int SCALE = 8;

  private final String symbol;
  private final StreamTicksResponse page;
  private final long[] eventTimes;
  private final long[] first;
  private final long[] second;

  TickPage(String symbol, StreamTicksResponse page) {
    this.symbol = symbol;
    this.page = page;
    this.eventTimes = sums(page.getEventTimesCount(), page::getEventTimes);
    this.first = sums(page.getFirstCount(), page::getFirst);
    this.second = sums(page.getSecondCount(), page::getSecond);
  }

  private static long[] sums(int count, IntToLongFunction difference) {
    long[] values = new long[count];
    long value = 0;
    for (int i = 0; i < count; i++) {
      value += difference.applyAsLong(i);
      values[i] = value;
    }
    return values;
  }

  public int rows() {
    return eventTimes.length;
  }

  /** Nanoseconds since the epoch. */
  public long[] eventTimes() {
    return eventTimes;
  }

  /** Bids of quotes and prices of trade prints, in units of 10^-8. */
  public long[] first() {
    return first;
  }

  /** Asks of quotes, 0 for trade prints, in units of 10^-8. */
  public long[] second() {
    return second;
  }

  /** Goes on behind this page's last row; see {@link TickQuery#behind}. */
  public String cursor() {
    return page.getCursor();
  }

  public List<Tick> ticks() {
    return new Rows();
  }

  private Tick tick(int row) {
    String source = page.getSources(page.getSourceIndexes(row));
    if (page.getKinds(row) == TickKind.TICK_KIND_TRADE) {
      return new Tick.TradePrint(
          symbol,
          source,
          Times.ofNanos(eventTimes[row]),
          page.getSequences(row),
          BigDecimal.valueOf(first[row], SCALE),
          volume(row),
          Times.ofMicros(page.getReceivedAtMicros(row)));
    }
    return new Tick.Quote(
        symbol,
        source,
        Times.ofNanos(eventTimes[row]),
        page.getSequences(row),
        BigDecimal.valueOf(first[row], SCALE),
        BigDecimal.valueOf(second[row], SCALE),
        volume(row),
        Times.ofMicros(page.getReceivedAtMicros(row)));
  }

  private BigDecimal volume(int row) {
    long low = page.getVolumes(row);
    if (page.getVolumesHighCount() == 0) {
      return BigDecimal.valueOf(low, SCALE);
    }
    BigInteger unsigned = new BigInteger(Long.toUnsignedString(low));
    BigInteger units = BigInteger.valueOf(page.getVolumesHigh(row)).shiftLeft(64).add(unsigned);
    return new BigDecimal(units, SCALE);
  }

  private final class Rows extends AbstractList<Tick> implements RandomAccess {
    @Override
    public Tick get(int row) {
      return tick(Objects.checkIndex(row, rows()));
    }

    @Override
    public int size() {
      return rows();
    }
  }
}
