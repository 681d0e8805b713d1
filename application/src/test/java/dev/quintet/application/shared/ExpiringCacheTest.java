package dev.quintet.application.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.Problems;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class ExpiringCacheTest {

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
  private final AtomicInteger loads = new AtomicInteger();
  private final ExpiringCache<String, Integer> cache =
      new ExpiringCache<>("answers", Duration.ofMillis(500), 3, nanos::get);

  private int get(String key) {
    return cache.get(key, it -> loads.incrementAndGet(), Fresh.deadline());
  }

  @Test
  void anAnswerIsRememberedForItsTimeToLiveAndNotLonger() {
    assertThat(get("a")).isEqualTo(1);
    nanos.addAndGet(Duration.ofMillis(500).toNanos() - 1);
    assertThat(get("a")).isEqualTo(1);
    nanos.addAndGet(1);
    assertThat(get("a")).isEqualTo(2);
  }

  @Test
  void theTimeToLiveBeginsBeforeTheQuestionIsAsked() {
    Function<String, Integer> slow =
        key -> (int) nanos.addAndGet(Duration.ofMillis(400).toNanos());
    cache.get("a", slow, Fresh.deadline());
    nanos.addAndGet(Duration.ofMillis(100).toNanos());
    get("a");
    assertThat(loads).hasValue(1);
  }

  @Test
  void aFailureIsNotRemembered() {
    RuntimeException broken = new IllegalStateException("broken");
    assertThatThrownBy(
            () ->
                cache.get(
                    "a",
                    key -> {
                      throw broken;
                    },
                    Fresh.deadline()))
        .isSameAs(broken);
    assertThat(get("a")).isEqualTo(1);
  }

  @Test
  void itNeverHoldsMoreThanItsLimit() {
    for (int i = 0; i < 100; i++) {
      get("key" + i);
    }
    assertThat(loads).hasValue(100);
    get("key99");
    assertThat(loads).hasValue(100);
    get("key0");
    assertThat(loads).hasValue(101);
  }

  @Test
  void whatFindsItFullDisplacesTheOldestOnly() {
    for (String key : List.of("a", "b", "c", "d")) {
      get(key);
    }
    for (String key : List.of("b", "c", "d")) {
      get(key);
    }
    assertThat(loads).hasValue(4);
    get("a");
    assertThat(loads).hasValue(5);
  }

  /** Anybody can make up keys; what is known of others stays known while they are looked up. */
  @Test
  void whatIsBeingAskedDisplacesNothing() {
    get("good");
    List<String> asked = new ArrayList<>();
    askWhileAsking(100, asked);
    get("good");
    assertThat(asked).hasSize(100);
    assertThat(loads).hasValue(1);
  }

  private void askWhileAsking(int more, List<String> asked) {
    if (more == 0) {
      return;
    }
    assertThatThrownBy(
            () ->
                cache.get(
                    "made up " + more,
                    key -> {
                      asked.add(key);
                      askWhileAsking(more - 1, asked);
                      throw new IllegalStateException("unknown");
                    },
                    Fresh.deadline()))
        .hasMessage("unknown");
  }

  @Test
  void concurrentCallersWaitForOneLoad() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> first = threads.submit(() -> cache.get("a", it -> slow(go), Fresh.deadline()));
      await().until(() -> loads.get() == 1);
      Future<Integer> second = threads.submit(() -> get("a"));
      go.countDown();
      assertThat(first.get()).isEqualTo(1);
      assertThat(second.get()).isEqualTo(1);
    }
  }

  private int slow(CountDownLatch go) {
    int load = loads.incrementAndGet();
    try {
      go.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return load;
  }

  @Test
  void whoWaitedForALoadThatFailsAsksItself() throws Exception {
    CompletableFuture<Integer> failing = new CompletableFuture<>();
    CountDownLatch loading = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> first =
          threads.submit(
              () ->
                  cache.get(
                      "a",
                      it -> {
                        loading.countDown();
                        return failing.join();
                      },
                      Fresh.deadline()));
      loading.await();
      Future<Integer> second = threads.submit(() -> get("a"));
      failing.completeExceptionally(new IllegalStateException("broken"));
      assertThatThrownBy(first::get).hasRootCauseMessage("broken");
      assertThat(second.get()).isEqualTo(1);
    }
  }

  @Test
  void aCallerThatWaitsBeyondItsDeadlineGetsAProblem() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.submit(() -> cache.get("a", it -> slow(go), Fresh.deadline()));
      await().until(() -> loads.get() == 1);
      Problems.assertProblem(
          new Problem.Unavailable("answers"),
          () -> cache.get("a", it -> 7, Deadline.after(Duration.ofMillis(20))));
      go.countDown();
    }
  }
}
