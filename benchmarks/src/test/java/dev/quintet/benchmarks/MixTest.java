package dev.quintet.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class MixTest {

  @Test
  void theSameSeedGivesTheSameChoices() {
    assertThat(choices(7)).isEqualTo(choices(7)).isNotEqualTo(choices(8));
  }

  @Test
  void everyOperationHasItsShare() {
    Map<Mix.Operation, Integer> times = new EnumMap<>(Mix.Operation.class);
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      times.merge(Mix.Operation.any(random), 1, Integer::sum);
    }

    assertThat(times).containsOnlyKeys(Mix.Operation.values());
    assertThat(times.get(Mix.Operation.TENANT)).isBetween(2_800, 3_200);
    assertThat(times.get(Mix.Operation.INGEST)).isBetween(850, 1_150);
  }

  @Test
  void noTwoBatchesHaveTheSameRows() {
    Set<Long> rows = new HashSet<>();
    for (int caller = 0; caller < Soak.CALLERS; caller++) {
      for (long number = 0; number < 10; number++) {
        assertThat(rows.add(new Mix.Batch(caller, number).from())).isTrue();
      }
    }
  }

  private static List<Mix.Operation> choices(long seed) {
    Random random = new Random(seed);
    return Stream.generate(() -> Mix.Operation.any(random)).limit(50).toList();
  }
}
