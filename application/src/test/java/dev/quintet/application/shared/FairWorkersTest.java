package dev.quintet.application.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Three threads, of which each owner may have two. */
final class FairWorkersTest {

  private final FairWorkers workers = new FairWorkers("test", 3, 2);
  private final List<String> begun = new CopyOnWriteArrayList<>();
  private final Semaphore mayEnd = new Semaphore(0);

  @AfterEach
  void stop() {
    mayEnd.release(1_000);
    workers.close();
  }

  /** Begins, and ends when the test lets it. */
  private void heavy(String owner, String name) {
    workers.execute(
        owner,
        () -> {
          begun.add(name);
          mayEnd.acquireUninterruptibly();
        });
  }

  private void awaitBegun(int count) {
    await().until(() -> begun.size() >= count);
  }

  @Test
  void aFloodOfHeavyTasksLeavesAThreadToTheOthers() {
    for (int i = 0; i < 100; i++) {
      heavy("flood", "heavy");
    }
    awaitBegun(2);
    List<String> light = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 50; i++) {
      workers.execute("light", () -> light.add("light"));
    }
    await().until(() -> light.size() == 50);
    assertThat(begun).hasSize(2);
  }

  @Test
  void ownersTakeTurnsOneTaskEach() {
    heavy("a", "a");
    heavy("a", "a");
    heavy("b", "b");
    awaitBegun(3);
    for (int i = 0; i < 5; i++) {
      heavy("a", "a");
    }
    heavy("c", "c");
    heavy("d", "d");
    // Of four that end, at most two more are of the flood.
    mayEnd.release(4);
    awaitBegun(7);
    assertThat(begun.subList(3, 7)).contains("c", "d");
  }

  @Test
  void theTasksOfAnOwnerBeginInTheirOrder() throws Exception {
    FairWorkers one = new FairWorkers("one", 1, 1);
    List<Integer> order = new ArrayList<>();
    List<Integer> expected = new ArrayList<>();
    CountDownLatch all = new CountDownLatch(100);
    for (int i = 0; i < 100; i++) {
      int number = i;
      expected.add(i);
      one.execute(
          "a",
          () -> {
            order.add(number);
            all.countDown();
          });
    }
    all.await();
    assertThat(order).isEqualTo(expected);
    one.close();
  }

  @Test
  void aTaskThatFailsOrIsInterruptedHarmsNoOther() {
    for (int i = 0; i < 10; i++) {
      workers.execute(
          "a",
          () -> {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("planted");
          });
    }
    workers.execute("a", () -> begun.add(Thread.currentThread().isInterrupted() ? "no" : "yes"));
    awaitBegun(1);
    assertThat(begun).containsExactly("yes");
  }

  @Test
  void tasksRunOnPlatformThreadsAndNothingIsKeptOfAnOwner() {
    workers.execute("a", () -> begun.add("" + Thread.currentThread().isVirtual()));
    awaitBegun(1);
    assertThat(begun).containsExactly("false");
    await().until(() -> workers.owners() == 0);
  }

  @Test
  void whatWaitsWhenItIsClosedIsNotDone() {
    heavy("a", "a");
    heavy("a", "a");
    awaitBegun(2);
    heavy("a", "late");
    workers.close();
    heavy("b", "later");
    mayEnd.release(4);
    await().until(() -> mayEnd.availablePermits() == 2);
    assertThat(begun).containsExactly("a", "a");
  }
}
