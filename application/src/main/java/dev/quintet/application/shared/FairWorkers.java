package dev.quintet.application.shared;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

  private final int each;
  private final Map<Object, Line> lines = new HashMap<>();

  /** Those with a task that may begin. */
  private final ArrayDeque<Line> turns = new ArrayDeque<>();

  private final List<Thread> threads = new ArrayList<>();
  private int idle;
  private boolean closed;

  /**
   * Starts the threads; {@link #close} ends them.
   *
   * @param each threads that one owner may have, at least 1
   */
  public FairWorkers(String name, int threads, int each) {
    if (each < 1 || threads < each) {
      throw new IllegalArgumentException(name + ": " + each + " of " + threads + " threads");
    }
    this.each = each;
    for (int number = 1; number <= threads; number++) {
      this.threads.add(
          Thread.ofPlatform().daemon().name(name + "-" + number).start(this::work));
    }
  }

  /**
   * Runs the task in its turn, unless this is closed before. What it throws is logged and ends it.
   *
   * @param owner who is given a share: a tenant
   */
  public synchronized void execute(Object owner, Runnable task) {
    if (closed) {
      return;
    }
    Line line = lines.computeIfAbsent(owner, Line::new);
    line.tasks.addLast(task);
    takeTurns(line);
    if (idle > 0) {
      notify();
    }
  }

  /** Owners whose tasks run or wait. */
  synchronized int owners() {
    return lines.size();
  }

  /** Ends the threads once they have done what they do; what waits is not done. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      turns.clear();
      notifyAll();
    }
  }

  private void takeTurns(Line line) {
    if (!line.inTurns && line.running < each && !line.tasks.isEmpty()) {
      line.inTurns = true;
      turns.addLast(line);
    }
  }

  private void work() {
    try {
      Begun begun = begin();
      while (begun != null) {
        run(begun.task());
        begun = next(begun.line());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.error("a task failed", e);
    } finally {
      // Meant for the task, which is over.
      var unused = Thread.interrupted();
    }
  }

  /** Waits for a turn; null once this is closed. */
  private synchronized @Nullable Begun begin() throws InterruptedException {
    while (turns.isEmpty()) {
      if (closed) {
        return null;
      }
      idle++;
      try {
        wait();
      } finally {
        idle--;
      }
    }
    Line line = turns.removeFirst();
    Begun begun = new Begun(line, line.tasks.removeFirst());
    line.inTurns = false;
    line.running++;
    takeTurns(line);
    return begun;
  }

  private synchronized @Nullable Begun next(Line done) throws InterruptedException {
    done.running--;
    if (closed) {
      return null;
    }
    takeTurns(done);
    if (done.running == 0 && done.tasks.isEmpty()) {
      lines.remove(done.owner);
    }
    return begin();
  }

  private record Begun(Line line, Runnable task) {}

  private static final class Line {
    private final Object owner;
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private int running;
    private boolean inTurns;

    private Line(Object owner) {
      this.owner = owner;
    }
  }
}
