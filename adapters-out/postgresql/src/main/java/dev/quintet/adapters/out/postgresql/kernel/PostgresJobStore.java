package dev.quintet.adapters.out.postgresql.kernel;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.quintet.domain.platform.Job;
import dev.quintet.domain.platform.JobRun;
import dev.quintet.domain.platform.JobStore;
import dev.quintet.domain.shared.Deadline;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Jobs of db-scheduler in {@code quintet.scheduled_tasks}. Its statements are few and short, and take
 * connections of the registry beside those that callers wait for.
 */
@Singleton
final class PostgresJobStore implements JobStore {

  private static final String TABLE = "quintet.scheduled_tasks";
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);

  /** Then its service is taken for dead: 20 to 25 s. */
  private static final int MISSED_HEARTBEATS = 4;

  private static final Duration END = Duration.ofSeconds(5);
  private static final int AT_THE_SAME_TIME = 2;

  private static final String RUNS =
      """
      SELECT task_name, last_success, last_failure, coalesce(consecutive_failures, 0), picked,
             execution_time
      FROM quintet.scheduled_tasks
      ORDER BY task_name""";

  private final PostgresPool pool;
  private @Nullable Scheduler scheduler;

  PostgresJobStore(@Named(PostgresPool.REGISTRY) PostgresPool pool) {
    this.pool = pool;
  }

  @Override
  public synchronized void begin(List<Job> jobs) {
    if (scheduler != null) {
      throw new IllegalStateException("begun already");
    }
    scheduler =
        Scheduler.create(pool.source())
            .startTasks(jobs.stream().map(PostgresJobStore::task).toList())
            .tableName(TABLE)
            .pollingInterval(LOOK)
            .heartbeatInterval(HEARTBEAT)
            .missedHeartbeatsLimit(MISSED_HEARTBEATS)
            .shutdownMaxWait(END)
            .threads(AT_THE_SAME_TIME)
            .build();
    scheduler.start();
  }

  private static RecurringTask<Void> task(Job job) {
    return Tasks.recurring(job.name(), FixedDelay.of(job.every()))
        .execute((instance, context) -> job.work().accept(Deadline.after(job.patience())));
  }

  @Override
  public synchronized void end() {
    if (scheduler != null) {
      scheduler.stop();
      scheduler = null;
    }
  }

  @Override
  public List<JobRun> runs(Deadline deadline) {
    return pool.read(
        "list jobs",
        Scope.NONE,
        deadline,
        transaction ->
            transaction.list(RUNS, PostgresTransaction.Parameters.NONE, PostgresJobStore::run));
  }

  private static JobRun run(ResultSet row) throws SQLException {
    return new JobRun(
        row.getString(1),
        instant(row, 2),
        instant(row, 3),
        row.getInt(4),
        row.getBoolean(5),
        row.getObject(6, OffsetDateTime.class).toInstant());
  }

  private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
