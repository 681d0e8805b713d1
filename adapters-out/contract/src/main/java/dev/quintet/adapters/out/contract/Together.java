package dev.quintet.adapters.out.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
      throws InterruptedException, ExecutionException, TimeoutException {
    CountDownLatch begin = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Callable<T> call = calls.apply(i);
        running.add(
            threads.submit(
                () -> {
                  begin.await();
                  return call.call();
                }));
      }
      begin.countDown();
      List<T> results = new ArrayList<>();
      for (Future<T> one : running) {
        results.add(one.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
      }
      return results;
    }
  }
}
