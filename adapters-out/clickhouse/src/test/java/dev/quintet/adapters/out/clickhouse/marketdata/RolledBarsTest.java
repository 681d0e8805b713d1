package dev.quintet.adapters.out.clickhouse.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.clickhouse.marketdata.PartialBar.Place;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which parts of a rollup count, and how they become bars. */
final class RolledBarsTest {

  private static final long HOUR = 10;
  private static final long START = HOUR * 3_600;
  private static final Place AT = place(START, 0, "a");

  @Test
  void anHourCountsOnlyWhileEachPartOfItIsMadeFromAllItsRows() {
    List<RolledBars.Part> parts =
        List.of(part(HOUR, START, 5), part(HOUR + 1, START + 3_600, -1));

    RolledBars rolled = RolledBars.of(parts, Map.of(HOUR, 5L, HOUR + 1, 7L, HOUR + 2, 1L));

    assertThat(rolled.bars()).extracting(PartialBar::start).containsExactly(START);
    assertThat(rolled.dirty()).containsExactly(HOUR + 1, HOUR + 2);
    assertThat(rolled.cleanRows()).isEqualTo(5);
  }

  @Test
  void onePartThatIsOutOfDateMakesItsWholeHourDirty() {
    List<RolledBars.Part> parts =
        List.of(part(HOUR, START, 5), part(HOUR, START + 60, 4));

    RolledBars rolled = RolledBars.of(parts, Map.of(HOUR, 5L));

    assertThat(rolled.bars()).isEmpty();
    assertThat(rolled.dirty()).containsExactly(HOUR);
    assertThat(rolled.cleanRows()).isZero();
  }

  /** It was built after the rows were counted. */
  @Test
  void anHourThatHadNoRowsYetIsNoPartOfTheAnswer() {
    RolledBars rolled = RolledBars.of(List.of(part(HOUR, START, 5)), Map.of());

    assertThat(rolled.bars()).isEmpty();
    assertThat(rolled.dirty()).isEmpty();
  }

  @Test
  void feedsOfABarAreOrderedByTimeThenSequenceThenName() {
    long later = 1L << 62; // Its place needs more than 64 bits, the lower ones with the highest set.
    List<PartialBar> feeds =
        new ArrayList<>(
            List.of(
                feed("a", 100, 2, 11, later, 3, 21),
                feed("b", 100, 1, 12, later, 0xFFFF_FFFFL, 22),
                feed("c", 100, 1, 13, later, 0xFFFF_FFFFL, 23),
                feed("d", 1L << 31, 1, 14, 1L << 31, 1, 24)));
    Collections.shuffle(feeds, new Random(3));

    PartialBar bar = feeds.stream().reduce(PartialBar::with).orElseThrow();

    assertThat(bar.open()).isEqualTo(12);
    assertThat(bar.close()).isEqualTo(23);
    assertThat(bar.ticks()).isEqualTo(4);
    assertThat(bar.volume()).isEqualByComparingTo("4");
  }

  @Test
  void minutesThatAreNotAskedForMakeTheirHourCleanButNoBar() {
    RolledBars.Part beside =
        new RolledBars.Part(
            new PartialBar(START, 0, AT, 0, 0, 0, AT, 0, BigDecimal.ZERO), HOUR, 5);

    RolledBars rolled = RolledBars.of(List.of(beside), Map.of(HOUR, 5L));

    assertThat(rolled.bars()).isEmpty();
    assertThat(rolled.dirty()).isEmpty();
    assertThat(rolled.cleanRows()).isEqualTo(5);
  }

  private static RolledBars.Part part(long hour, long start, long madeFrom) {
    return new RolledBars.Part(
        new PartialBar(start, 1, AT, 1, 1, 1, AT, 1, BigDecimal.ZERO), hour, madeFrom);
  }

  private static PartialBar feed(
      String source,
      long firstTime,
      long firstSequence,
      long open,
      long lastTime,
      long lastSequence,
      long close) {
    return new PartialBar(
        START,
        1,
        place(firstTime, firstSequence, source),
        open,
        30,
        5,
        place(lastTime, lastSequence, source),
        close,
        BigDecimal.ONE);
  }

  /** As the database counts: time * 2^32 + sequence, in 128 bits. */
  private static Place place(long nanos, long sequence, String source) {
    BigInteger place =
        BigInteger.valueOf(nanos).shiftLeft(32).add(BigInteger.valueOf(sequence));
    return new Place(place.shiftRight(64).longValue(), place.longValue(), source);
  }
}
