package dev.quintet.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class SamplesTest {

  @Test
  void theRatioIsTheMedianOfTheRoundsAndNotTheRatioOfMedians() {
    double[] quintet = {2, 10, 3};
    double[] bare = {1, 20, 3};

    Samples ratios = Samples.ratios(quintet, bare);

    assertThat(ratios.median()).isEqualTo(1.0);
    assertThat(ratios.spread()).isEqualTo("0.50..2.00");
  }

  @Test
  void theMedianOfAnEvenNumberOfRoundsLiesBetweenTheMiddleTwo() {
    assertThat(new Samples(4, 1, 3, 2).median()).isEqualTo(2.5);
  }

  @Test
  void aQuantileIsTheSmallestValueThatEnoughValuesDoNotExceed() {
    double[] hundred = new double[100];
    for (int i = 0; i < hundred.length; i++) {
      hundred[i] = 100 - i;
    }

    Samples samples = new Samples(hundred);

    assertThat(samples.quantile(0.5)).isEqualTo(50);
    assertThat(samples.quantile(0.99)).isEqualTo(99);
    assertThat(samples.quantile(1)).isEqualTo(100);
    assertThat(samples.quantile(0)).isEqualTo(1);
  }

  @Test
  void theVerdictNamesRatioGoalSpreadAndRounds() {
    Samples ratios = new Samples(0.91, 1.05, 0.95);

    assertThat(ratios.verdict("tick-ingest", Goal.atLeast(0.9)))
        .isEqualTo("tick-ingest ratio=0.95 goal=>=0.90 spread=0.91..1.05 n=3");
  }

  @Test
  void measuredValuesOfTheCallerStayInTheirOrder() {
    double[] measured = {3, 1, 2};

    new Samples(measured);

    assertThat(measured).containsExactly(3, 1, 2);
  }

  @Test
  void nothingMeasuredAndRoundsOfDifferentNumberAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(Samples::new);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Samples.ratios(new double[1], new double[2]));
  }

  @Test
  void aGoalSaysOnWhichSideOfTheLimitItIsMet() {
    assertThat(Goal.atLeast(0.9)).hasToString(">=0.90");
    assertThat(Goal.atMost(1.15)).hasToString("<=1.15");
  }
}
