package dev.quintet.application.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

final class ThrottledWarningsTest {

  private final AtomicLong now = new AtomicLong(7);
  private final ThrottledWarnings warnings = new ThrottledWarnings(NOPLogger.NOP_LOGGER, now::get);

  @Test
  void theSameIsSaidOnceInFiveSecondsAndThenHowOftenItWasNot() {
    assertThat(warnings.due("postgresql")).hasValue(0);
    for (int i = 0; i < 40; i++) {
      assertThat(warnings.due("postgresql")).isEmpty();
    }
    now.addAndGet(Duration.ofSeconds(5).toNanos() - 1);
    assertThat(warnings.due("postgresql")).isEmpty();
    now.addAndGet(1);
    assertThat(warnings.due("postgresql")).hasValue(41);
    assertThat(warnings.due("postgresql")).isEmpty();
  }

  @Test
  void anotherThingIsSaidAtOnce() {
    assertThat(warnings.due("postgresql")).hasValue(0);
    assertThat(warnings.due("clickhouse")).hasValue(0);
  }
}
