package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertUnavailable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Once;
import dev.quintet.domain.writes.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link Once} does when calls with one id meet; part of its contract. */
interface ConcurrentWritesContract extends WritesContract {

  @Test
  default void ofConcurrentCallsWithOneIdOneDoesTheEffect() throws Exception {
    Write write = Fresh.write(newTenant());
    AtomicInteger effects = new AtomicInteger();
    List<Answer> answers =
        Together.call(
            12, i -> () -> record(List.of(write), fresh -> effects.incrementAndGet()).getFirst());
    assertThat(effects).hasValue(1);
    assertThat(answers)
        .contains(
            Answer.Recorded.fresh(write), new Answer.Recorded(write.at(), write.outcome(), true));
    assertThat(answers).filteredOn(Answer.Recorded.fresh(write)::equals).hasSize(1);
  }

  @Test
  default void concurrentCallsWithTheSameIdsInAnyOrderAllEnd() throws Exception {
    TenantId tenant = newTenant();
    List<Write> given = IntStream.range(0, 50).mapToObj(i -> Fresh.write(tenant)).toList();
    AtomicInteger effects = new AtomicInteger();
    List<List<Answer>> results =
        Together.call(
            8,
            i ->
                () -> {
                  List<Write> mine = new ArrayList<>(given);
                  Collections.rotate(mine, 7 * i);
                  if (i % 2 == 1) {
                    Collections.reverse(mine);
                  }
                  return record(mine, fresh -> effects.addAndGet(fresh.length));
                });
    assertThat(results).hasSize(8).allSatisfy(it -> assertThat(it).hasSize(given.size()));
    assertThat(effects).hasValue(given.size());
  }

  /** Goes on beside a call that is in its effect for the same write. */
  private void besideAnEffect(Beside beside) throws Exception {
    Write write = Fresh.write(newTenant());
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Void> end = new CompletableFuture<Void>().orTimeout(20, TimeUnit.SECONDS);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<List<Answer>> first =
          threads.submit(
              () ->
                  record(
                      List.of(write),
                      fresh -> {
                        begun.countDown();
                        end.join();
                      }));
      assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
      beside.run(threads, write, first, end);
    }
  }

  /** What goes on beside the first call, whose effect ends as {@code end} does. */
  interface Beside {
    void run(
        ExecutorService threads,
        Write write,
        Future<List<Answer>> first,
        CompletableFuture<Void> end)
        throws Exception;
  }

  @Test
  default void aCallThatWaitedDoesTheEffectWhenTheFirstOneFails() throws Exception {
    AtomicInteger effects = new AtomicInteger();
    besideAnEffect(
        (threads, write, first, end) -> {
          Future<List<Answer>> waiting =
              threads.submit(() -> record(List.of(write), fresh -> effects.incrementAndGet()));
          RuntimeException broken = new IllegalStateException("broken");
          end.completeExceptionally(broken);
          assertThatThrownBy(first::get).hasRootCause(broken);
          assertThat(waiting.get(30, TimeUnit.SECONDS))
              .containsExactly(Answer.Recorded.fresh(write));
        });
    assertThat(effects).hasValue(1);
  }

  @Test
  default void aCallThatWaitsBeyondItsDeadlineDoesNothing() throws Exception {
    AtomicInteger effects = new AtomicInteger();
    besideAnEffect(
        (threads, write, first, end) -> {
          Deadline soon = Deadline.after(Duration.ofMillis(200));
          assertUnavailable(
              () -> once().write("write", List.of(write), it -> effects.incrementAndGet(), soon));
          end.complete(null);
          assertThat(first.get(30, TimeUnit.SECONDS)).containsExactly(Answer.Recorded.fresh(write));
        });
    assertThat(effects).hasValue(0);
  }
}
