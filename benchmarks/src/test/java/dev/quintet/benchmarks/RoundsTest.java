package dev.quintet.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RoundsTest {

  @Test
  void everySideBeginsInTurnAndNoneIsLeftOut() throws Exception {
    List<String> order = new ArrayList<>();

    Rounds.run(
        0,
        3,
        List.of(
            round -> note(order, "a" + round),
            round -> note(order, "b" + round)));

    assertThat(order).containsExactly("a0", "b0", "b1", "a1", "a2", "b2");
  }

  @Test
  void roundsOfTheWarmUpDoNotCount() throws Exception {
    double[][] measured =
        Rounds.run(2, 3, List.of(round -> round, round -> 10.0 * round));

    assertThat(measured[0]).containsExactly(2, 3, 4);
    assertThat(measured[1]).containsExactly(20, 30, 40);
  }

  private static double note(List<String> order, String turn) {
    order.add(turn);
    return 0;
  }
}
