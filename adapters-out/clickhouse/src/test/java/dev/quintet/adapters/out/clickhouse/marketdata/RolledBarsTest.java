package dev.quintet.adapters.out.clickhouse.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
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

  @Test
  void anHourCountsOnlyWhileEachPartOfItIsMadeFromAllItsRows() {
    List<RolledPart> parts =
        List.of(part(HOUR, "a", START, 5, 5), part(HOUR + 1, "a", START + 3_600, 6, 7));

    RolledBars rolled = RolledBars.of(parts, Map.of(HOUR, 5L, HOUR + 1, 7L, HOUR + 2, 1L));

    assertThat(rolled.bars()).extracting(PartialBar::start).containsExactly(START);
    assertThat(rolled.dirty()).containsExactly(HOUR + 1, HOUR + 2);
    assertThat(rolled.cleanRows()).isEqualTo(5);
  }

  @Test
  void onePartThatIsOutOfDateMakesItsWholeHourDirty() {
    List<RolledPart> parts =
        List.of(part(HOUR, "a", START, 5, 5), part(HOUR, "b", START + 60, 4, 4));

    RolledBars rolled = RolledBars.of(parts, Map.of(HOUR, 5L));

    assertThat(rolled.bars()).isEmpty();
    assertThat(rolled.dirty()).containsExactly(HOUR);
    assertThat(rolled.cleanRows()).isZero();
  }

  /** It was built after the rows were counted. */
  @Test
  void anHourThatHadNoRowsYetIsNoPartOfTheAnswer() {
    RolledBars rolled = RolledBars.of(List.of(part(HOUR, "a", START, 5, 5)), Map.of());

    assertThat(rolled.bars()).isEmpty();
    assertThat(rolled.dirty()).isEmpty();
  }

  @Test
  void feedsOfABarAreOrderedByTimeThenSequenceThenName() {
    List<RolledPart> parts =
        new ArrayList<>(
            List.of(
                feed("a", 100, 2, 11, 200, 3, 21),
                feed("b", 100, 1, 12, 200, 4, 22),
                feed("c", 100, 1, 13, 200, 4, 23)));
    Collections.shuffle(parts, new Random(3));

    PartialBar bar = RolledBars.of(parts, Map.of(HOUR, 3L)).bars().getFirst();

    assertThat(bar.open()).isEqualTo(12);
    assertThat(bar.close()).isEqualTo(23);
    assertThat(bar.ticks()).isEqualTo(3);
  }

  @Test
  void minutesThatAreNotAskedForMakeTheirHourCleanButNoBar() {
    RolledPart beside =
        new RolledPart(
            new PartialBar(START, 0, 0, 0, 0, 0, 0, 0, BigDecimal.ZERO), 0, 0, "a", HOUR, 5, 5);

    RolledBars rolled = RolledBars.of(List.of(beside), Map.of(HOUR, 5L));

    assertThat(rolled.bars()).isEmpty();
    assertThat(rolled.dirty()).isEmpty();
    assertThat(rolled.cleanRows()).isEqualTo(5);
  }

  private static RolledPart part(long hour, String source, long start, long least, long most) {
    return new RolledPart(
        new PartialBar(start, 1, start, 1, 1, 1, start, 1, BigDecimal.ZERO),
        0,
        0,
        source,
        hour,
        least,
        most);
  }

  private static RolledPart feed(
      String source,
      long firstTime,
      long firstSequence,
      long open,
      long lastTime,
      long lastSequence,
      long close) {
    return new RolledPart(
        new PartialBar(START, 1, firstTime, open, 30, 5, lastTime, close, BigDecimal.ONE),
        firstSequence,
        lastSequence,
        source,
        HOUR,
        3,
        3);
  }
}
