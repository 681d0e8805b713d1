package dev.quintet.application.tenancy;

import dev.quintet.application.shared.ExpiringCache;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserEpochStore;
import dev.quintet.domain.tenancy.UserId;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Which users are active, and in which epoch, as far as the system of record is not asked each time: what
 * it said is believed for a quarter of a second, counted from before it was asked, by each service for
 * itself. Whoever ends an epoch waits that long after it is durable, so that no service believes it any
 * more when the change is acknowledged (decision 118).
 */
public final class UserEpochs {

  static final Duration BELIEVED = Duration.ofMillis(250);

  private static final int REMEMBERED_USERS = 10_000;

  private final UserEpochStore store;
  private final Pause pause;
  private final ExpiringCache<Owned, Long> epochs;

  private record Owned(TenantId tenant, UserId user) {}

  /** Waits. */
  interface Pause {
    void of(Duration duration) throws InterruptedException;
  }

  public UserEpochs(UserEpochStore store) {
    this(store, System::nanoTime, Thread::sleep);
  }

  UserEpochs(UserEpochStore store, LongSupplier nanoClock, Pause pause) {
    this.store = store;
    this.pause = pause;
    this.epochs = new ExpiringCache<>("users", BELIEVED, REMEMBERED_USERS, nanoClock);
  }

  /**
   * The epoch of an active user.
   *
   * @throws ProblemException NotFound when it is not active; Unavailable
   */
  public long of(TenantId tenant, UserId user, Deadline deadline) {
    return epochs.get(new Owned(tenant, user), it -> ask(it.tenant, it.user, deadline), deadline);
  }

  /** {@link #of} without waiting: empty when it has to be asked for. */
  public Optional<Long> remembered(TenantId tenant, UserId user) {
    return epochs.find(new Owned(tenant, user));
  }

  /** Whether a user is active and in that epoch. */
  public boolean isIn(TenantId tenant, UserId user, long epoch, Deadline deadline) {
    try {
      long known = of(tenant, user, deadline);
      return known == epoch || (known < epoch && ask(tenant, user, deadline) == epoch);
    } catch (ProblemException e) {
      if (e.problem() instanceof Problem.NotFound) {
        return false;
      }
      throw e;
    }
  }

  /** {@link #of} as it is now. */
  public long ask(TenantId tenant, UserId user, Deadline deadline) {
    return store
        .epoch(tenant, user, deadline)
        .orElseThrow(
            () -> new ProblemException(new Problem.NotFound("active user", user.value())));
  }

  /** Begins another epoch of a user; no service believes the last one when this returns. */
  public void raise(TenantId tenant, UserId user, Deadline deadline) {
    store.raise(tenant, user, deadline);
    outlive("end sessions");
  }

  /**
   * Returns when no service believes an epoch that had ended before, durably.
   *
   * @param operation that ended it
   * @throws ProblemException OutcomeUnknown when interrupted: it is done, and may still be believed
   */
  public void outlive(String operation) {
    try {
      pause.of(BELIEVED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException(new Problem.OutcomeUnknown(operation), e);
    }
  }
}
