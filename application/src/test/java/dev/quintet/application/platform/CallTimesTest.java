package dev.quintet.application.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class CallTimesTest {

  private final AtomicLong now = new AtomicLong(-7_000_000_000L);
  private final CallTimes times = new CallTimes(now::get);

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  private void call(String operation, long micros) {
    times.answered(operation, micros * 1_000);
  }

  @Test
  void whatSoManyOfAHundredCallsDidNotExceedIsKnownToSevenPercent() {
    for (int micros = 1; micros <= 10_000; micros++) {
      call("read", micros);
    }
    pass(Duration.ofSeconds(2));

    CallFigures figures = times.all();

    assertThat(figures.calls()).isEqualTo(10_000);
    assertThat(figures.within()).isEqualTo(Duration.ofSeconds(2));
    assertThat(figures.mean().toNanos()).isEqualTo(5_000_500);
    assertThat((double) figures.p50().toNanos()).isCloseTo(5_000_000, within(350_000.0));
    assertThat((double) figures.p99().toNanos()).isCloseTo(9_900_000, within(700_000.0));
  }

  @Test
  void theShortestAndTheLongestHaveAPlace() {
    times.answered("odd", 0);
    times.answered("odd", 1);
    times.answered("odd", Long.MAX_VALUE / 4);

    assertThat(times.all().calls()).isEqualTo(3);
    assertThat(times.all().p50()).isLessThan(Duration.ofNanos(1_200));
    assertThat(times.all().p99()).isGreaterThan(Duration.ofMinutes(4));
  }

  @Test
  void aCallIsForgottenAfterAMinute() {
    call("read", 10);
    pass(Duration.ofSeconds(54));
    assertThat(times.all().calls()).isEqualTo(1);
    assertThat(times.all().within()).isEqualTo(Duration.ofSeconds(54));

    pass(Duration.ofSeconds(6));
    call("read", 10);

    assertThat(times.all().calls()).isEqualTo(1);
    assertThat(times.all().within()).isEqualTo(Duration.ofSeconds(55));
    pass(Duration.ofHours(3));
    assertThat(times.all().calls()).isZero();
    assertThat(times.all().p99()).isZero();
    assertThat(times.byOperation()).isEmpty();
  }

  @Test
  void failuresAreCountedApart() {
    call("read", 10);
    call("read", 10);
    times.failed("read");
    call("write", 20);

    assertThat(times.all().failures()).isEqualTo(1);
    assertThat(times.byOperation()).containsOnlyKeys("read", "write");
    assertThat(times.byOperation())
        .hasEntrySatisfying("write", figures -> assertThat(figures.failures()).isZero());
  }

  @Test
  void noCallIsLostWhenManyReportAtOnce() throws InterruptedException {
    Thread[] threads = new Thread[8];
    for (int i = 0; i < threads.length; i++) {
      threads[i] =
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int call = 0; call < 10_000; call++) {
                      call("read", 5);
                    }
                  });
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(times.all().calls()).isEqualTo(80_000);
  }

  @Test
  void noMoreOperationsAreRememberedThanAnInterfaceHas() {
    for (int operation = 0; operation < 5_000; operation++) {
      call("made up " + operation, 1);
    }
    assertThat(times.byOperation()).hasSize(1_000);
  }
}
