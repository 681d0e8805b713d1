package dev.quintet.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class ParallelTest {

  @Test
  void allWorkAtTheSameTimeAndEachOnce() throws Exception {
    Set<Integer> numbers = ConcurrentHashMap.newKeySet();
    CountDownLatch together = new CountDownLatch(3);

    Parallel.threads(
        3,
        number -> {
          together.countDown();
          together.await();
          numbers.add(number);
        });

    assertThat(numbers).containsExactlyInAnyOrder(0, 1, 2);
  }

  @Test
  void oneThatFailsEndsTheOthers() {
    CountDownLatch never = new CountDownLatch(1);

    assertThatThrownBy(
            () ->
                Parallel.virtualThreads(
                    2,
                    number -> {
                      if (number == 0) {
                        throw new IllegalStateException("broken");
                      }
                      never.await();
                    }))
        .hasRootCauseMessage("broken");
  }
}
