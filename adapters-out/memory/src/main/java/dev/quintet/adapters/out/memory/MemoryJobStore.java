package dev.quintet.adapters.out.memory;

import dev.quintet.domain.platform.Job;
import dev.quintet.domain.platform.JobRun;
import dev.quintet.domain.platform.JobStore;
import dev.quintet.domain.shared.Deadline;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Jobs on a timer; services that share one map run each job in turn. */
public final class MemoryJobStore implements JobStore {

  private static final long LOOK_MILLIS = 50;
  private static final long END_SECONDS = 5;

  private final Clock clock;
  private final ConcurrentSkipListMap<String, JobRun> runs;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("jobs").factory());

  public MemoryJobStore(Clock clock) {
    this(clock, new ConcurrentSkipListMap<>());
  }

  private MemoryJobStore(Clock clock, ConcurrentSkipListMap<String, JobRun> runs) {
    this.clock = clock;
    this.runs = runs;
  }

  /** Another service on the same store. */
  public MemoryJobStore anotherService() {
    return new MemoryJobStore(clock, runs);
  }

  @Override
  public void begin(List<Job> jobs) {
    for (Job job : jobs) {
      runs.putIfAbsent(job.name(), new JobRun(job.name(), null, null, 0, false, clock.instant()));
      var unused =
          timer.scheduleWithFixedDelay(() -> look(job), 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void look(Job job) {
    JobRun before = runs.get(job.name());
    if (before == null || before.running() || before.next().isAfter(clock.instant())) {
      return;
    }
    JobRun begun =
        new JobRun(
            job.name(), before.lastSuccess(), before.lastFailure(), before.failures(), true, before.next());
    if (runs.replace(job.name(), before, begun)) {
      runs.put(job.name(), run(job, begun));
    }
  }

  private JobRun run(Job job, JobRun begun) {
    boolean failed = false;
    try {
      job.work().accept(Deadline.after(job.patience()));
    } catch (RuntimeException e) {
      failed = true;
    }
    Instant now = clock.instant();
    return new JobRun(
        job.name(),
        failed ? begun.lastSuccess() : now,
        failed ? now : begun.lastFailure(),
        failed ? begun.failures() + 1 : 0,
        false,
        now.plus(job.every()));
  }

  @Override
  public void end() {
    timer.shutdown();
    try {
      if (!timer.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
        timer.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public List<JobRun> runs(Deadline deadline) {
    MemoryFailures.check(deadline);
    return List.copyOf(runs.values());
  }
}
