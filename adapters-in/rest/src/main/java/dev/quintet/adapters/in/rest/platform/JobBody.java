package dev.quintet.adapters.in.rest.platform;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quintet.domain.platform.JobRun;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a job runs.
 *
 * @param lastSuccess ISO 8601, UTC, as the other instants; not there: never
 * @param failures since the last success
 * @param running by one of the services on these stores
 */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record JobBody(
    String job,
    @Nullable String lastSuccess,
    @Nullable String lastFailure,
    long failures,
    boolean running,
    String nextRun) {

  /** Jobs by name. */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Listing(@JsonInclude(JsonInclude.Include.ALWAYS) List<JobBody> jobs) {

    static Listing of(List<JobRun> runs) {
      return new Listing(runs.stream().map(JobBody::of).toList());
    }
  }

  private static JobBody of(JobRun it) {
    return new JobBody(
        it.job(),
        text(it.lastSuccess()),
        text(it.lastFailure()),
        it.failures(),
        it.running(),
        it.next().toString());
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
