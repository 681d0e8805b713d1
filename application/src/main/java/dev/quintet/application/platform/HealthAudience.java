package dev.quintet.application.platform;

import dev.quintet.application.tenancy.Access;
import dev.quintet.application.tenancy.Authentication;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Sha256;
import dev.quintet.domain.tenancy.Permission;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Says who is shown more of the health than its status: operators of the platform.
 *
 * <p>The health is wanted most when the store of the keys is down. A key that was an operator's when
 * it could last be looked up goes on to be one here, and nowhere else, for {@value
 * #TRUSTED_MINUTES} minutes of an outage.
 */
public final class HealthAudience {

  static final long TRUSTED_MINUTES = 10;

  private static final int MOST_KEYS = 100;
  private static final Duration PATIENCE = Duration.ofMillis(750);

  private final Authentication authentication;
  private final LongSupplier nanoClock;
  private final ConcurrentHashMap<String, Long> operators = new ConcurrentHashMap<>();

  public HealthAudience(Authentication authentication) {
    this(authentication, System::nanoTime);
  }

  HealthAudience(Authentication authentication, LongSupplier nanoClock) {
    this.authentication = authentication;
    this.nanoClock = nanoClock;
  }

  /**
   * Whether these headers are an operator's of the whole platform. No credential and a bad one are
   * answered alike; nothing is thrown.
   */
  public boolean whole(@Nullable String authorization, @Nullable String tenantHeader) {
    String credential = Authentication.bearer(authorization);
    if (credential == null || tenantHeader != null) {
      return false;
    }
    String hash = Sha256.hex(credential);
    try {
      Access.require(
          authentication.authenticate(credential, null, null, Deadline.after(PATIENCE)),
          Permission.HEALTH_READ);
      trust(hash);
      return true;
    } catch (ProblemException e) {
      return e.problem().fault() == Problem.Fault.PLATFORM ? trusted(hash) : distrust(hash);
    }
  }

  private void trust(String hash) {
    if (operators.size() >= MOST_KEYS) {
      operators.clear();
    }
    operators.put(hash, nanoClock.getAsLong());
  }

  private boolean trusted(String hash) {
    Long at = operators.get(hash);
    return at != null
        && nanoClock.getAsLong() - at < Duration.ofMinutes(TRUSTED_MINUTES).toNanos();
  }

  private boolean distrust(String hash) {
    operators.remove(hash);
    return false;
  }
}
