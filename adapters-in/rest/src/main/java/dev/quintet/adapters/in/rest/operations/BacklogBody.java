package dev.quintet.adapters.in.rest.operations;

import dev.quintet.domain.operations.OutboxStore;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What other stores do not have yet of a tenant.
 *
 * @param waiting changes, each counted for every store that is to have it
 * @param oldestAt when the oldest of these was recorded; not there: none waits
 * @param parked changes that were refused too often and wait for a replay
 */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record BacklogBody(long waiting, @Nullable String oldestAt, long parked) {

  static BacklogBody of(OutboxStore.Backlog backlog) {
    Instant oldest = backlog.oldest();
    return new BacklogBody(
        backlog.waiting(), oldest == null ? null : oldest.toString(), backlog.parked());
  }
}
