package dev.quintet.application.shared;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Few platform threads for work that would hold up others on virtual threads: computing, which those
 * are not interrupted in, and short reads of a store, which cost them four changes of thread. Owners
 * take turns, one task each; an owner has at most its share of the threads, so that the heavy tasks
 * of one do not delay the light ones of another by more than what is being done. The tasks of an
 * owner begin in the order in which they came.
 */
public final class FairWorkers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FairWorkers.class);

  /** One for each thread: a task is given to the threads when one of them is free. */
  private final FairShares shares;

  private final ThreadPoolExecutor threads;

  /**
   * Its threads are started as they are needed; {@link #close} ends them.
   *
   * @param each threads that one owner may have, at least 1
   */
  public FairWorkers(String name, int threads, int each) {
    this.shares = new FairShares(name, threads, each);
    this.threads =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name(name + "-", 1).factory(),
            new ThreadPoolExecutor.DiscardPolicy());
  }

  /**
   * Runs the task in its turn, unless this is closed before. What it throws is logged and ends it.
   *
   * @param owner who is given a share: a tenant
   */
  public void execute(Object owner, Runnable task) {
    shares.whenGranted(owner, 1, () -> threads.execute(() -> run(owner, task)));
  }

  private void run(Object owner, Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.error("a task failed", e);
    } finally {
      shares.release(owner, 1);
    }
  }

  /** Owners whose tasks run or wait. */
  int owners() {
    return shares.tenants();
  }

  /** Ends the threads once they have done what they do; what waits is not done. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
