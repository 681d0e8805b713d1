package dev.quintet.adapters.out.clickhouse.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.tenancy.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class RollupQueueTest {

  private static final TenantId ONE = new TenantId("one");
  private static final TenantId OTHER = new TenantId("other");
  private static final Symbol X = new Symbol("X");
  private static final long DELAY = 1_000;
  private static final long THIS_HOUR = 450_000;

  private final RollupQueue queue = new RollupQueue(DELAY, 10_000);

  private void add(TenantId tenant, String symbol, long from, long to, long now) {
    queue.add(
        tenant, new Symbol(symbol), LongStream.range(from, to).boxed().toList(), now, THIS_HOUR);
  }

  private RollupQueue.Work poll(long now) {
    return Objects.requireNonNull(queue.poll(now));
  }

  @Test
  void aTenantThatFillsTheLineLeavesRoomForOthersAndWaitsForItsTurn() {
    add(ONE, "X", 0, 100_000, 0);
    add(OTHER, "X", 7, 10, 0);

    List<TenantId> first = List.of(poll(DELAY).tenant(), poll(DELAY).tenant());
    assertThat(first).contains(OTHER);
    assertThat(queue.waiting()).isLessThanOrEqualTo(5_000);
    assertThat(queue.dropped()).isEqualTo(95_000);
  }

  @Test
  void whoeverComesLateFindsRoom() {
    for (int tenant = 0; tenant < 8; tenant++) {
      add(new TenantId("tenant" + tenant), "X", 0, 100_000, 0);
    }
    long dropped = queue.dropped();
    add(OTHER, "X", 0, 10, 0);

    assertThat(queue.dropped()).isEqualTo(dropped);
    assertThat(queue.waiting()).isLessThan(10_000);
  }

  @Test
  void hoursThatAreNotOverAreNotTaken() {
    add(ONE, "X", THIS_HOUR - 1, THIS_HOUR + 100_000, 0);

    assertThat(poll(DELAY).hours()).containsExactly(THIS_HOUR - 1);
    assertThat(queue.poll(100 * DELAY)).isNull();
    assertThat(queue.dropped()).isZero();
  }

  @Test
  void aSymbolIsDueWhenItWasQuietOrHasWaitedLongEnough() {
    add(ONE, "X", 1, 2, 0);
    assertThat(queue.poll(DELAY - 1)).isNull();
    for (long now = 0; now < 30 * DELAY; now += DELAY / 2) {
      add(ONE, "X", 2, 3, now);
      assertThat(queue.poll(now)).isNull();
    }
    assertThat(poll(30 * DELAY).hours()).containsExactly(1L, 2L);
    assertThat(queue.poll(60 * DELAY)).isNull();
  }

  @Test
  void ofATenantEverySymbolHasItsTurn() {
    add(ONE, "X", 0, 1_000, 0);
    add(ONE, "Y", 0, 10, 1);
    List<String> symbols = new ArrayList<>();
    for (RollupQueue.Work work = queue.poll(5 * DELAY); work != null; work = queue.poll(5 * DELAY)) {
      symbols.add(work.symbol().value());
      assertThat(work.hours().size()).isLessThanOrEqualTo(RollupQueue.MAX_HOURS);
    }
    assertThat(symbols).containsExactly("X", "Y", "X", "X", "X");
    assertThat(queue.waiting()).isZero();
  }

  /** Else one symbol that cannot be built would keep everybody waiting. */
  @Test
  void whatFailsIsTriedLaterAndInSmallerPartsWhileOthersGoOn() {
    add(ONE, "X", 0, 256, 0);
    add(OTHER, "X", 0, 1, 5 * DELAY);
    queue.failed(poll(DELAY), DELAY);

    assertThat(queue.poll(3 * DELAY - 1)).isNull();
    RollupQueue.Work again = poll(3 * DELAY);
    assertThat(again.hours()).hasSize(128);
    queue.failed(again, 3 * DELAY);
    assertThat(poll(6 * DELAY).tenant()).isEqualTo(OTHER);
    assertThat(queue.poll(7 * DELAY - 1)).isNull();
    assertThat(poll(7 * DELAY).hours()).hasSize(64);
  }

  @Test
  void aTenantWhoseHoursFoundNoRoomIsNamedWhenItsOthersAreDone() {
    add(ONE, "X", 0, 100_000, 0);
    assertThat(queue.pollIncomplete()).isNull();
    while (queue.poll(DELAY) != null) {
      assertThat(queue.pollIncomplete()).isEqualTo(queue.waiting() == 0 ? ONE : null);
    }
    assertThat(queue.pollIncomplete()).isNull();
  }

  /** Counted instead of timed: each of these would look at all that wait, and hold up writers. */
  @Test
  void whatIsNotDueIsNotLookedAtAgainAndAgain() {
    RollupQueue large = new RollupQueue(DELAY, 2_000_000);
    IntStream.range(0, 100_000)
        .forEach(i -> large.add(ONE, new Symbol("S" + i), List.of(1L), DELAY, THIS_HOUR));
    large.add(OTHER, X, List.of(1L), 0, THIS_HOUR);
    assertThat(Objects.requireNonNull(large.poll(DELAY)).tenant()).isEqualTo(OTHER);
    assertThat(IntStream.range(0, 100_000).filter(i -> large.poll(DELAY) != null)).isEmpty();
  }
}
