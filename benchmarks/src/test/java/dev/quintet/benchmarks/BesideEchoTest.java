package dev.quintet.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class BesideEchoTest {

  @Test
  void theEchoAndTheReadTogetherAreOne() {
    StringWriter out = new StringWriter();
    Samples ratios =
        BesideEcho.report(RunFixture.run(out), "GET", new double[][] {{0.3, 0.6}, {0.1, 0.1}, {0.05, 0.1}});

    assertThat(ratios.spread()).isEqualTo("2.00..3.00");
    assertThat(out.toString()).contains("Quintet", "echo", "GET");
  }
}
