package dev.quintet.domain.marketdata;

import java.util.Comparator;

/**
 * The latest stored version of a tick of a feed and kind that the context knows; numbers as in {@link
 * TickRows}.
 *
 * @param annulled it withdraws the tick; its prices are those of the tick, its volume is not
 */
public record StoredTick(
    Symbol symbol, long eventTime, int sequence, Values values, boolean annulled) {

  /**
   * What two ticks of one identity may differ in.
   *
   * @param second asks of quotes, 0 for trade prints
   * @param volumeHigh high 64 bits of the volume
   * @param volume its low 64 bits
   */
  public record Values(long first, long second, long volumeHigh, long volume)
      implements Comparable<Values> {

    private static final Comparator<Values> ORDER =
        Comparator.comparingLong(Values::first)
            .thenComparingLong(Values::second)
            .thenComparingLong(Values::volumeHigh)
            .thenComparingLong(Values::volume);

    /** So that a hash table of values that were chosen to collide stays fast. */
    @Override
    public int compareTo(Values other) {
      return ORDER.compare(this, other);
    }
  }
}
