package dev.quintet.domain.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever times a caller chooses, a batch costs about as much as any other of its size. */
final class TickIdentitiesTest {

  private static final int ROWS = TickBatch.MAX_ROWS;

  /** n log2 n is 1.7 million for the most rows of a batch. */
  private static final long MOST = 2_000_000;

  private static long comparisons(long[] times, int @Nullable [] sequences) {
    TickColumns offered =
        new TickColumns(
            TickKind.TRADE,
            new Symbol[] {new Symbol("A")},
            null,
            times,
            sequences,
            0,
            new long[times.length],
            null,
            0,
            null);
    AtomicLong comparisons = new AtomicLong();
    TickIdentities.sequences(
        offered,
        new boolean[times.length],
        new TickAdmission.Rejections(),
        order -> counting(order, comparisons));
    return comparisons.get();
  }

  private static Comparator<Integer> counting(
      Comparator<Integer> order, AtomicLong comparisons) {
    return (one, other) -> {
      comparisons.incrementAndGet();
      return order.compare(one, other);
    };
  }

  /** Upper and lower half of each are the same: as a long they hash to one number. */
  private static long[] timesThatHashAlike() {
    long[] times = new long[ROWS];
    Random random = new Random(7);
    for (int row = 0; row < ROWS; row++) {
      long half = random.nextInt(1, 500_000_000);
      times[row] = half << 32 | half;
      assertThat(Long.hashCode(times[row])).isZero();
    }
    return times;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void timesThatHashAlikeCostNoMoreThanOthers(boolean given) {
    assertThat(comparisons(timesThatHashAlike(), given ? new int[ROWS] : null))
        .isPositive()
        .isLessThan(MOST);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 1_000_000_007})
  void rowsOfOneInstantOrInReverseCostNoMoreEither(long step) {
    long[] times = new long[ROWS];
    for (int row = 0; row < ROWS; row++) {
      times[row] = (ROWS - row) * step;
    }
    assertThat(comparisons(times, null)).isLessThan(MOST);
  }
}
