package dev.quintet.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RoundsTest {

  @Test
  void everySideBeginsInTurnAndNoneIsLeftOut() throws Exception {
    List<String> order = new ArrayList<>();

    new Rounds(RunFixture.run(), 0, 3)
        .side("a", round -> note(order, "a" + round))
        .side("b", round -> note(order, "b" + round))
        .measure();

    assertThat(order).containsExactly("a0", "b0", "b1", "a1", "a2", "b2");
  }

  @Test
  void roundsOfTheWarmUpDoNotCount() throws Exception {
    Rounds measured =
        new Rounds(RunFixture.run(), 2, 3)
            .side("a", round -> round)
            .side("b", round -> 10.0 * round)
            .measure();

    assertThat(measured.of("a")).containsExactly(2, 3, 4);
    assertThat(measured.of("b")).containsExactly(20, 30, 40);
  }

  @Test
  void theRatioIsOfEachRoundTheOneToTheOther() throws Exception {
    Rounds measured = measured(new StringWriter(), new double[] {30, 60}, new double[] {20, 20});

    assertThat(measured.ratio("some", "others").spread()).isEqualTo("1.50..3.00");
  }

  @Test
  void theSumOfTwoSidesIsOfEachRound() throws Exception {
    Rounds measured = measured(new StringWriter(), new double[] {1, 2}, new double[] {10, 20});

    assertThat(measured.sum("some", "others")).containsExactly(11, 22);
    assertThat(measured.of("some")).containsExactly(1, 2);
  }

  @Test
  void ofTwoSidesTheBetterOneOverAllRoundsCounts() throws Exception {
    Rounds measured = measured(new StringWriter(), new double[] {1, 9, 9}, new double[] {3, 3, 3});

    assertThat(measured.better("some", "others")).isSameAs(measured.of("others"));
    assertThat(measured.better("others", "some")).isSameAs(measured.of("others"));
  }

  @Test
  void everySideIsPrintedWithItsMedianAndItsSpread() throws Exception {
    StringWriter out = new StringWriter();

    measured(out, new double[] {1, 2, 3}, new double[] {5, 5, 5})
        .print("p50 %.0f us (%s)", millis -> millis * 1_000);

    assertThat(out.toString().lines())
        .containsExactly(
            "some                     p50 2000 us (1000.00..3000.00)",
            "others                   p50 5000 us (5000.00..5000.00)");
  }

  private static Rounds measured(StringWriter out, double[] some, double[] others)
      throws Exception {
    return new Rounds(RunFixture.run(out), 0, some.length)
        .side("some", round -> some[round])
        .side("others", round -> others[round])
        .measure();
  }

  private static double note(List<String> order, String turn) {
    order.add(turn);
    return 0;
  }
}
