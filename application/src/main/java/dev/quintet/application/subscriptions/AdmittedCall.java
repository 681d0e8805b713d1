package dev.quintet.application.subscriptions;

import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.UsageType;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A call that was admitted: what it is counted by until it has ended, and how much it was answered with.
 * The counters are those that it was admitted by, whatever becomes known of its subject meanwhile. Safe
 * for use by several threads.
 */
public final class AdmittedCall {

  /** Of a subject of which nothing is known. */
  static final AdmittedCall UNLIMITED = new AdmittedCall(null, null);

  private final @Nullable QuotaCounter tenant;
  private final @Nullable QuotaCounter user;
  private final AtomicBoolean ended = new AtomicBoolean();
  private long rows;
  private long bytes;

  /**
   * @param user null: it has no user with limits of its own
   */
  AdmittedCall(@Nullable QuotaCounter tenant, @Nullable QuotaCounter user) {
    this.tenant = tenant;
    this.user = user;
  }

  /**
   * Counts by all counters, or by none.
   *
   * @throws ProblemException with the first refusal: nothing was counted
   */
  void decide(
      Function<QuotaCounter, Optional<Problem>> refusal, Consumer<QuotaCounter> count) {
    if (tenant == null) {
      return;
    }
    // The tenant's before the user's, always.
    synchronized (tenant) {
      refusal.apply(tenant).ifPresent(AdmittedCall::refuse);
      if (user != null) {
        synchronized (user) {
          refusal.apply(user).ifPresent(AdmittedCall::refuse);
          count.accept(user);
        }
      }
      count.accept(tenant);
    }
  }

  private static void refuse(Problem problem) {
    throw new ProblemException(problem);
  }

  /** Whether {@link #answer} has anything to decide. */
  public boolean limitsAnswers() {
    return (tenant != null && tenant.limitsAnswers()) || (user != null && user.limitsAnswers());
  }

  /**
   * Counts a part of the answer that is about to be given, if the limits of one answer allow it.
   *
   * @throws ProblemException LimitExceeded: the part must not be given, and was not counted
   */
  public synchronized void answer(long moreRows, long moreBytes) {
    if (limitsAnswers()) {
      long allRows = rows + moreRows;
      long allBytes = bytes + moreBytes;
      decide(it -> it.refusal(allRows, allBytes), it -> it.answer(allRows, allBytes));
      rows = allRows;
      bytes = allBytes;
    }
  }

  /** It is not metered after all. */
  public void giveBack() {
    if (tenant != null) {
      tenant.giveBack(UsageType.API_CALLS, 1);
    }
    if (user != null) {
      user.giveBack(UsageType.API_CALLS, 1);
    }
  }

  /** It is not under way any more; said again it changes nothing. */
  public void end() {
    if (ended.compareAndSet(false, true)) {
      if (tenant != null) {
        tenant.end();
      }
      if (user != null) {
        user.end();
      }
    }
  }
}
