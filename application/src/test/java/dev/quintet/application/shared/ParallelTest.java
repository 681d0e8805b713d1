package dev.quintet.application.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class ParallelTest {

  private final CyclicBarrier bothAreHere = new CyclicBarrier(2);

  @Test
  void worksOnAllThingsAtOnceAndAnswersInTheirOrder() {
    assertThat(Parallel.map(List.of(3, 5), number -> meet() * number)).containsExactly(3, 5);
  }

  @Test
  void throwsWhatWasThrownAfterAllHaveEnded() {
    AtomicBoolean ended = new AtomicBoolean();
    IllegalArgumentException failure = new IllegalArgumentException("no");
    List<Runnable> works =
        List.of(
            () -> {
              meet();
              throw failure;
            },
            () -> {
              meet();
              ended.set(true);
            });

    assertThatThrownBy(() -> Parallel.forEach(works, Runnable::run)).isSameAs(failure);
    assertThat(ended).isTrue();
  }

  private int meet() {
    try {
      bothAreHere.await(10, TimeUnit.SECONDS);
      return 1;
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new AssertionError("alone", e);
    }
  }
}
