package dev.quintet.application.shared;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/** The same work for several things at once, each on a virtual thread of its own. */
public final class Parallel {

  private Parallel() {}

  /** Returns when the work for every thing has ended; throws what the first that failed threw. */
  public static <T> void forEach(List<T> things, Consumer<T> work) {
    map(
        things,
        thing -> {
          work.accept(thing);
          return true;
        });
  }

  /** The answers in the order of the things; throws what the first that failed threw. */
  public static <T, A> List<A> map(List<T> things, Function<T, A> work) {
    List<Callable<A>> tasks =
        things.stream().<Callable<A>>map(thing -> () -> work.apply(thing)).toList();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.invokeAll(tasks).stream().map(Parallel::answer).toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while others worked", e);
    }
  }

  private static <A> A answer(Future<A> ended) {
    if (ended.state() == Future.State.SUCCESS) {
      return ended.resultNow();
    }
    switch (ended.exceptionNow()) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException("work without checked exceptions", e);
    }
  }
}
