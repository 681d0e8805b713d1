package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertUnavailable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quintet.domain.platform.Job;
import dev.quintet.domain.platform.JobRun;
import dev.quintet.domain.platform.JobStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a {@link JobStore} does. */
public interface JobStoreContract {

  Duration LONG = Duration.ofHours(1);
  Duration PATIENCE = Duration.ofSeconds(60);

  /** One of the services on the same stores; the test ends it. */
  JobStore newService();

  private static String name() {
    return "j" + Fresh.unique();
  }

  private static JobRun run(JobStore service, String job) {
    Optional<JobRun> found =
        service.runs(Fresh.deadline()).stream().filter(it -> it.job().equals(job)).findFirst();
    return found.orElseThrow(() -> new AssertionError("no job " + job));
  }

  @Test
  default void aJobIsRunAtOnceAndAgainAfterItsInterval() {
    JobStore service = newService();
    AtomicInteger runs = new AtomicInteger();
    String job = name();
    service.begin(
        List.of(new Job(job, Duration.ofSeconds(1), LONG, it -> runs.incrementAndGet())));
    try {
      await().atMost(PATIENCE).until(() -> runs.get() >= 3);
      await().atMost(PATIENCE).until(() -> run(service, job).lastSuccess() != null);
      assertThat(run(service, job).failures()).isZero();
      assertThat(run(service, job).next()).isAfter(run(service, job).lastSuccess());
    } finally {
      service.end();
    }
    int ended = runs.get();
    assertThat(run(service, job).running()).isFalse();
    assertThat(runs).hasValue(ended);
  }

  @Test
  default void aJobThatFailsIsRunAgainAndSaysSo() {
    JobStore service = newService();
    AtomicInteger runs = new AtomicInteger();
    String job = name();
    service.begin(
        List.of(
            new Job(
                job,
                Duration.ofSeconds(1),
                LONG,
                it -> {
                  if (runs.incrementAndGet() < 3) {
                    throw new IllegalStateException("it is Monday");
                  }
                })));
    try {
      await().atMost(PATIENCE).until(() -> runs.get() >= 3);
      await().atMost(PATIENCE).until(() -> run(service, job).lastSuccess() != null);
      assertThat(run(service, job).lastFailure()).isNotNull();
      assertThat(run(service, job).failures()).isZero();
    } finally {
      service.end();
    }
  }

  @Test
  default void ofTwoServicesOneRunsAJobThatIsDue() throws Exception {
    JobStore one = newService();
    JobStore two = newService();
    AtomicInteger runs = new AtomicInteger();
    AtomicInteger together = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch ticked = new CountDownLatch(6);
    String job = name();
    String other = name();
    List<Job> jobs =
        List.of(
            new Job(job, LONG, LONG, it -> runs.incrementAndGet()),
            new Job(
                other,
                Duration.ofSeconds(1),
                LONG,
                it -> {
                  most.accumulateAndGet(together.incrementAndGet(), Math::max);
                  ticked.countDown();
                  together.decrementAndGet();
                }));
    one.begin(jobs);
    two.begin(jobs);
    try {
      assertThat(ticked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      await().atMost(PATIENCE).until(() -> run(one, job).lastSuccess() != null);
      assertThat(runs).hasValue(1);
      assertThat(most).hasValue(1);
      assertThat(run(two, job)).isEqualTo(run(one, job));
    } finally {
      one.end();
      two.end();
    }
  }

  @Test
  default void runsAreNotAskedForAfterTheDeadline() {
    JobStore service = newService();
    assertUnavailable(() -> service.runs(Fresh.expired()));
  }
}
