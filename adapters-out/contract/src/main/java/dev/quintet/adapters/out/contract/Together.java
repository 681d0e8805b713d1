package dev.quintet.adapters.out.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Runs calls at the same time. */
public final class Together {

  private static final long PATIENCE_SECONDS = 60;

  private Together() {}

  /**
   * Makes {@code count} calls that begin together and gives their results by index.
   *
   * @throws ExecutionException with the exception of the first call that failed
   */
  public static <T> List<T> call(int count, IntFunction<Callable<T>> calls)
      throws InterruptedException, ExecutionException {
    CyclicBarrier begin = new CyclicBarrier(count);
    List<Callable<T>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Callable<T> call = calls.apply(i);
      all.add(
          () -> {
            begin.await();
            return call.call();
          });
    }
    List<T> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<T> one : threads.invokeAll(all, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        results.add(one.get());
      }
    }
    return results;
  }
}
