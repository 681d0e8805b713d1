package dev.quintet.bootstrap.cli.marketdata.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SequencesTest {

  @Test
  void ticksOfOneInstantAreNumberedWhateverLiesBetween() throws RefusedRow {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Sequences sequences = new Sequences();
    Map<Long, Integer> expected = new HashMap<>();
    for (int i = 0; i < 200_000; i++) {
      long time = random.nextInt(50_000) * 1_000_000_007L;
      int next = expected.merge(time, 1, Integer::sum) - 1;
      assertThat(sequences.next(time)).as("seed %d", seed).isEqualTo(next);
    }
  }

  @Test
  void aSortedFileHasNoLimit() throws RefusedRow {
    Sequences sequences = new Sequences(16);
    for (long time = 0; time < 10_000; time++) {
      assertThat(sequences.next(time)).isZero();
      assertThat(sequences.next(time)).isEqualTo(1);
    }
  }

  @Test
  void aRowOlderThanWhatIsRememberedIsRefusedAndNeverNumberedAnew() throws RefusedRow {
    Sequences sequences = new Sequences(16);
    for (long time = 100; time < 117; time++) {
      assertThat(sequences.next(time)).isZero();
    }
    assertThat(sequences.next(110)).isEqualTo(1);
    assertThatThrownBy(() -> sequences.next(100)).hasMessageContaining("sort the file by time");
    assertThatThrownBy(() -> sequences.next(0)).hasMessageContaining("sort the file by time");
    assertThat(sequences.next(101)).isEqualTo(1);
  }
}
