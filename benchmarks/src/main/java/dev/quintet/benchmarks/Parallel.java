package dev.quintet.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Work that several do at the same time, each a number; over when the last is, or one failed. */
final class Parallel {

  private Parallel() {}

  interface Work {
    void run(int number) throws Exception;
  }

  static void threads(int count, Work work) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
      all(threads, count, work);
    }
  }

  static void virtualThreads(int count, Work work) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      all(threads, count, work);
    }
  }

  private static void all(ExecutorService threads, int count, Work work) throws Exception {
    List<Future<?>> ends = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      int mine = number;
      ends.add(
          threads.submit(
              () -> {
                work.run(mine);
                return null;
              }));
    }
    try {
      for (Future<?> end : ends) {
        end.get();
      }
    } catch (Exception e) {
      threads.shutdownNow();
      throw e;
    }
  }
}
