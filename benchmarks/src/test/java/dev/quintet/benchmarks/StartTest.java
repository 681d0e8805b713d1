package dev.quintet.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;

final class StartTest {

  @Test
  void timeRunsFromTheEndOfTheSlowestEngineToReady() {
    double seconds =
        Start.afterDatabases(
            List.of(
                line("  ok start ClickHouse 26.7.3-stable.1   0.58 s", 1.0),
                line("  ok create the PostgreSQL files        0.88 s", 1.5),
                line("  ok start PostgreSQL 18.6.0            0.58 s", 2.0),
                line("  ok migrate postgresql                 1.63 s", 3.0),
                line("Quintet is ready after 4.0 s", 3.5)));

    assertThat(seconds).isEqualTo(1.5);
  }

  @Test
  void aStartWithoutEnginesIsNotMeasured() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Start.afterDatabases(List.of(line("Quintet is ready after 1 s", 1))));
  }

  private static Quintet.Line line(String text, double seconds) {
    return new Quintet.Line(text, (long) (seconds * 1e9));
  }
}
