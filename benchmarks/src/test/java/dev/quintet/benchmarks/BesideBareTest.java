package dev.quintet.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class BesideBareTest {

  @Test
  void ofTheTwoBareServicesTheBetterOneOverAllRoundsCounts() {
    double[] virtual = {1, 9, 9};
    double[] platform = {3, 3, 3};

    assertThat(BesideBare.better(virtual, platform)).isSameAs(platform);
    assertThat(BesideBare.better(platform, virtual)).isSameAs(platform);
  }
}
