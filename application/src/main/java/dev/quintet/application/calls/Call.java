package dev.quintet.application.calls;

import dev.quintet.application.subscriptions.AdmittedCall;
import dev.quintet.domain.shared.CallContext;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Observation;
import dev.quintet.domain.shared.Problem.Fault;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.TenantId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A call of any protocol: begun, admitted, answered, ended. An adapter says when each happens; what
 * follows from it is here.
 *
 * <p>A call takes as long as its caller waits for the first answer: from its beginning or, where the
 * caller sends a stream, from the first message of it. A stream that is answered for an hour is not
 * slow. This one measure feeds the figures of the last minute and the histograms. A call that was
 * admitted, or refused for its credential, counts in those figures; what is open to everybody does
 * not, since the number of its probes says nothing.
 *
 * <p>Safe for use by several threads: a call may be answered, and cancelled by its caller, at once.
 */
public final class Call extends CallContext {

  private static final String CANCELLED = "cancelled";
  private static final long NOT_YET = -1;

  private final Calls calls;
  private final String operation;
  private final boolean known;
  private final long begun;
  private volatile long asked;
  private volatile boolean counted;
  private volatile @Nullable Principal principal;
  private volatile boolean unmetered;

  /** What the caller's limits count it by; null while nothing does. */
  private volatile @Nullable AdmittedCall admission;

  /** Admitted against the caller's limits, and neither metered nor given back. */
  private final AtomicBoolean toMeter = new AtomicBoolean();

  private final AtomicLong answeredAfter = new AtomicLong(NOT_YET);
  private final AtomicBoolean ended = new AtomicBoolean();

  Call(
      Calls calls,
      String operation,
      boolean known,
      String requestId,
      Observation observation) {
    super(requestId, observation);
    this.calls = calls;
    this.operation = operation;
    this.known = known;
    this.begun = calls.nanoClock.getAsLong();
    this.asked = begun;
  }

  /**
   * The call that the thread works for.
   *
   * @throws IllegalStateException when it works for none
   */
  public static Call current() {
    if (CallContext.current() instanceof Call call) {
      return call;
    }
    throw new IllegalStateException("this thread works for no call");
  }

  /**
   * Checks the credential; waits when it has to be looked up.
   *
   * @param credential the text of a key; null when the call has none
   * @param tenant to which the caller narrows the call, or null
   * @param user that the caller says it acts for, or null
   * @throws ProblemException when the call is refused
   */
  public void admit(
      @Nullable String credential,
      @Nullable String tenant,
      @Nullable String user,
      Deadline deadline) {
    counted = known;
    Principal caller = calls.authentication.authenticate(credential, tenant, user, deadline);
    admitted(caller);
    if (!unmetered) {
      counted(calls.metering.admit(caller, deadline));
    }
  }

  private void counted(AdmittedCall by) {
    admission = by;
    toMeter.set(true);
    if (ended.get()) {
      // The caller left while its limits were looked up.
      release();
    }
  }

  /** It is for nothing that is billed, and so no limit refuses it. To be said before it is admitted. */
  public void unmetered() {
    unmetered = true;
  }

  /**
   * Like {@link #admit}, but never waits: false when the credential, or what its tenant has used, has to be
   * looked up.
   */
  public boolean admitRemembered(
      @Nullable String credential, @Nullable String tenant, @Nullable String user) {
    counted = known;
    Optional<Principal> remembered = calls.authentication.remembered(credential, tenant, user);
    remembered.ifPresent(this::admitted);
    if (remembered.isEmpty() || unmetered) {
      return remembered.isPresent();
    }
    Optional<AdmittedCall> decided = calls.metering.admitRemembered(remembered.get());
    decided.ifPresent(this::counted);
    return decided.isPresent();
  }

  /** Whether {@link #giving} has anything to decide, so that it is worth counting for. */
  public boolean limitsAnswer() {
    AdmittedCall by = admission;
    return by != null && by.limitsAnswers();
  }

  /**
   * A part of the answer of a call that changes nothing is about to be given.
   *
   * @param rows elements of its list; 1 of an answer that is no list
   * @param bytes as they are sent, before they are compressed
   * @throws ProblemException LimitExceeded: it must not be given
   */
  public void giving(long rows, long bytes) {
    AdmittedCall by = admission;
    if (by != null) {
      by.answer(rows, bytes);
    }
  }

  private void admitted(Principal caller) {
    principal = caller;
    admitted(caller.keyPrefix(), caller.onlyTenant().map(TenantId::value).orElse(null));
  }

  /** Who calls; empty when the operation is open to everybody. */
  public Optional<Principal> findCaller() {
    return Optional.ofNullable(principal);
  }

  /**
   * Who calls.
   *
   * @throws IllegalStateException when the call was not admitted
   */
  public Principal caller() {
    Principal caller = principal;
    if (caller == null) {
      throw new IllegalStateException("the call was not admitted");
    }
    return caller;
  }

  /** The first message of a caller's stream has come. */
  public void asked() {
    if (asked == begun) {
      asked = calls.nanoClock.getAsLong();
    }
  }

  /** An answer is given, of which only the first matters: the call is metered. */
  public void answered() {
    Principal caller = principal;
    if (answeredAfter.get() == NOT_YET
        && !ended.get()
        && time()
        && caller != null
        && toMeter.getAndSet(false)) {
      calls.metering.answered(caller);
    }
  }

  /** Whether this was the first time. */
  private boolean time() {
    long nanos = Math.max(0, calls.nanoClock.getAsLong() - asked);
    if (!answeredAfter.compareAndSet(NOT_YET, nanos)) {
      return false;
    }
    if (counted) {
      calls.times.answered(operation, nanos);
    }
    return true;
  }

  /**
   * The call has ended; what is said after that changes nothing. One that ends well and was not
   * answered before is not metered.
   *
   * @param outcome {@link Observation#OK}, the word of a kind of problem, or one of the protocol's
   */
  public void ended(String outcome) {
    if (ended.compareAndSet(false, true)) {
      boolean unused = time();
      release();
      if (counted && Fault.of(outcome) == Fault.PLATFORM) {
        calls.times.failed(operation);
      }
      observe(outcome);
    }
  }

  /** The caller has left, which says nothing of how fast it was answered. */
  public void cancelled() {
    if (ended.compareAndSet(false, true)) {
      release();
      observe(CANCELLED);
    }
  }

  private void release() {
    AdmittedCall by = admission;
    if (by != null) {
      if (toMeter.getAndSet(false)) {
        by.giveBack();
      }
      by.end();
    }
  }

  public boolean isOver() {
    return ended.get();
  }

  /** In the time that is not the call's the caller sent nothing, or was being answered. */
  private void observe(String outcome) {
    long answered = answeredAfter.get();
    long whole = calls.nanoClock.getAsLong() - begun;
    observation()
        .end(outcome, Observation.UNKNOWN, answered == NOT_YET ? asked - begun : whole - answered);
  }
}
