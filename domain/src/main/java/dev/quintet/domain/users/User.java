package dev.quintet.domain.users;

import dev.quintet.domain.tenancy.UserId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A user of a tenant.
 *
 * @param version 1 when it was made, one more with each change
 * @param looksLike another user whose address a person may take for this one's; null: none had one when
 *     this address was stored
 * @param createdAt UTC, microseconds, as the other
 */
public record User(
    UserId id,
    UserProfile profile,
    State state,
    long version,
    @Nullable UserId looksLike,
    Instant createdAt,
    Instant updatedAt) {

  /** Life of a user; one that was deleted is not shown any more. */
  public enum State {
    ACTIVE,
    /** Has no sessions and cannot be acted for, until it is active again. */
    DEACTIVATED
  }

  public User {
    createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
    updatedAt = updatedAt.truncatedTo(ChronoUnit.MICROS);
  }

  /** A user that is made at that time. */
  public static User fresh(UserId id, UserProfile profile, Instant at) {
    return new User(id, profile, State.ACTIVE, 1, null, at, at);
  }

  /** With another profile and state, at that time. */
  public User changed(UserProfile to, State toState, Instant at) {
    return new User(id, to, toState, version + 1, looksLike, createdAt, at);
  }
}
