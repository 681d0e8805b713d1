package dev.quintet.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ReplayTest {

  private static final long FORTNIGHT = Duration.ofDays(14).toNanos();

  private static final RecordedTicks SOME =
      new RecordedTicks(
          "EURUSD",
          "fxcm",
          new long[] {100, 100, 200},
          new int[] {0, 1, 0},
          new long[] {1, 2, 3},
          new long[] {4, 5, 6});
  private static final RecordedTicks OTHER =
      new RecordedTicks(
          "XAUUSD", "oanda", new long[] {150}, new int[] {0}, new long[] {7}, new long[] {8});

  @Test
  void eachReplayIsTwoWeeksLater() {
    long[] times = new long[5];
    int[] sequences = new int[5];
    long[] bids = new long[5];
    long[] asks = new long[5];

    new Replay.Block(SOME, 2, 5).copyTo(times, sequences, bids, asks);

    assertThat(times)
        .containsExactly(
            200, 100 + FORTNIGHT, 100 + FORTNIGHT, 200 + FORTNIGHT, 100 + 2 * FORTNIGHT);
    assertThat(sequences).containsExactly(0, 0, 1, 0, 0);
    assertThat(bids).containsExactly(3, 1, 2, 3, 1);
    assertThat(asks).containsExactly(6, 4, 5, 6, 4);
  }

  @Test
  void roundsGiveAsManyRowsAsAskedForAndNoneTwice() {
    Set<String> seen = new HashSet<>();
    int rows = 250_001;
    for (int round = 0; round < 4; round++) {
      List<Replay.Block> blocks = Replay.round(List.of(SOME, OTHER), round, rows);

      assertThat(blocks.stream().mapToInt(Replay.Block::rows).sum()).isEqualTo(rows);
      assertThat(blocks).allMatch(block -> block.rows() <= Replay.BLOCK_ROWS);
      for (Replay.Block block : blocks) {
        for (long row = block.from(); row < block.from() + block.rows(); row++) {
          assertThat(seen.add(block.recorded().symbol() + row)).isTrue();
        }
      }
    }
  }

  @Test
  void theBatchOfTheClientHasTheRowsOfTheBlock() {
    assertThat(new Replay.Block(SOME, 2, 5).batch("b-1").rows()).isEqualTo(5);
  }

  @Test
  void aNativeBlockIsAsLongAsItsColumns() throws IOException {
    NativeTicks block = new NativeTicks();

    int one = size(block.encode(new Replay.Block(SOME, 0, 1), 0));
    int three = size(block.encode(new Replay.Block(SOME, 0, 3), 0));

    // 4 dictionary indexes and 2 enums of a byte, 1 of 4, 5 of 8 and 1 of 16 bytes.
    assertThat(three - one).isEqualTo(2 * (6 + 4 + 5 * 8 + 16));
  }

  private static int size(NativeTicks block) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    block.writeTo(out);
    return out.size();
  }
}
