package dev.quintet.application.platform;

import dev.quintet.application.shared.ThrottledWarnings;
import dev.quintet.domain.shared.Deadline;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Something that is asked now and then and may hang. Nobody waits past a deadline, and while an
 * answer is outstanding it is not asked again: a store that hangs gathers no waiting threads.
 */
final class Question<A> {

  private static final ThrottledWarnings WARNINGS =
      new ThrottledWarnings(LoggerFactory.getLogger(Question.class));

  private final String about;
  private final Function<Deadline, A> source;
  private @Nullable CompletableFuture<A> asked;

  Question(String about, Function<Deadline, A> source) {
    this.about = about;
    this.source = source;
  }

  /**
   * Asks, on a thread of its own, unless an earlier answer is outstanding. What is returned waits
   * for the answer, or for nothing when it failed or is late.
   */
  synchronized Supplier<Optional<A>> ask(Deadline deadline) {
    if (asked == null || asked.isDone()) {
      asked =
          CompletableFuture.supplyAsync(
              () -> source.apply(deadline),
              work -> Thread.ofVirtual().name("health-" + about).start(work));
    }
    CompletableFuture<A> answer = asked;
    return () -> await(answer, deadline);
  }

  private Optional<A> await(CompletableFuture<A> answer, Deadline deadline) {
    try {
      return Optional.of(answer.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS));
    } catch (ExecutionException e) {
      WARNINGS.warn(about, "the state of " + about + " cannot be measured", e.getCause());
    } catch (TimeoutException e) {
      WARNINGS.warn(about, "the state of " + about + " cannot be measured in time", null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }
}
