package dev.quintet.domain.platform;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a job runs.
 *
 * @param lastSuccess null: never
 * @param lastFailure null: never
 * @param failures how many runs failed since the last success
 * @param running by one of the services on these stores
 * @param next when it is due, which is in the past while it runs or nobody runs it
 */
public record JobRun(
    String job,
    @Nullable Instant lastSuccess,
    @Nullable Instant lastFailure,
    int failures,
    boolean running,
    Instant next) {}
