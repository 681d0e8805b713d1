package dev.quintet.domain.shared;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The call that a thread works for, as far as logs and traces need to know it: by it a line of the log
 * and a part of a trace are known to belong together. Work that goes on on another thread takes it
 * along; a thread that enters a call leaves it again, so that none works for a call that is over.
 */
public abstract class CallContext {

  private static final ThreadLocal<@Nullable CallContext> CURRENT = new ThreadLocal<>();

  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final String PROCESS = HexFormat.of().formatHex(SecureRandom.getSeed(6));
  private static final AtomicLong NUMBERS = new AtomicLong();

  private final String requestId;
  private final Observation observation;
  private volatile @Nullable String principal;
  private volatile @Nullable String tenant;

  protected CallContext(String requestId, Observation observation) {
    this.requestId = requestId;
    this.observation = observation;
  }

  /** The caller's word for its request if it is 1 to 64 of A-Z a-z 0-9 . _ -, else one of ours. */
  public static String requestId(@Nullable String asked) {
    return asked != null && REQUEST_ID.matcher(asked).matches()
        ? asked
        : PROCESS + "-" + Long.toHexString(NUMBERS.incrementAndGet());
  }

  /** The call of this thread, or null when it works for none. */
  public static @Nullable CallContext current() {
    return CURRENT.get();
  }

  /** From now on this thread works for the call, or for none; returns the one before. */
  public static @Nullable CallContext enter(@Nullable CallContext call) {
    CallContext before = CURRENT.get();
    if (call == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(call);
    }
    return before;
  }

  /** Does the work for this call. */
  public final void run(Runnable work) {
    resume(this, work);
  }

  /** The work, to be done for the call of this thread wherever it is run. */
  public static Runnable carried(Runnable work) {
    CallContext call = current();
    return () -> resume(call, work);
  }

  /** Does the work for a call that another thread worked for, or for none. */
  public static void resume(@Nullable CallContext call, Runnable work) {
    CallContext before = enter(call);
    try {
      work.run();
    } finally {
      enter(before);
    }
  }

  /** Sets who calls, once that is known. */
  protected final void admitted(String who, @Nullable String forTenant) {
    principal = who;
    tenant = forTenant;
  }

  public final String requestId() {
    return requestId;
  }

  /** What measures and traces the call. */
  public final Observation observation() {
    return observation;
  }

  /** By which the key of the caller is known; null before it was checked. */
  public final @Nullable String principal() {
    return principal;
  }

  /** Null before the credential was checked, and for work of the platform. */
  public final @Nullable String tenant() {
    return tenant;
  }
}
