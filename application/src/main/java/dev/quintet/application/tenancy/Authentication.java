package dev.quintet.application.tenancy;

import dev.quintet.application.shared.ExpiringCache;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.ApiKey;
import dev.quintet.domain.tenancy.ApiKeyStore;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Says who calls. The one place that decides on a credential, for every transport and before any
 * other work.
 *
 * <p>A key that was found good is remembered for {@value #REMEMBERED_MILLIS} ms under the text it
 * was shown with, so its revocation is effective within that time on every node. The tenant header
 * is no part of what is remembered: it is checked against the key on each call.
 */
public final class Authentication {

  static final long REMEMBERED_MILLIS = 500;

  private static final int REMEMBERED_KEYS = 10_000;
  private static final String BEARER = "bearer ";

  private final ApiKeyStore keys;
  private final Clock clock;
  private final ExpiringCache<Credential, ApiKey> remembered;

  public Authentication(ApiKeyStore keys, Clock clock) {
    this(keys, clock, System::nanoTime);
  }

  Authentication(ApiKeyStore keys, Clock clock, LongSupplier nanoClock) {
    this.keys = keys;
    this.clock = clock;
    this.remembered =
        new ExpiringCache<>(
            "authentication", Duration.ofMillis(REMEMBERED_MILLIS), REMEMBERED_KEYS, nanoClock);
  }

  /**
   * The credential in an {@code authorization} header, {@code Bearer <key>}; null when there is no
   * header or it is of another scheme.
   */
  public static @Nullable String bearer(@Nullable String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return null;
    }
    return authorization.substring(BEARER.length()).strip();
  }

  /**
   * The principal of a credential, narrowed to the tenant of the {@code x-tenant-id} header, and to the
   * user of {@code x-on-behalf-of}, if there are such.
   *
   * @param credential the key's text, {@code qk_…}; null when the call has none
   * @param tenantHeader null when the call has none
   * @param userHeader null when the call has none; whether there is such a user is asked by {@link Access}
   * @throws ProblemException Unauthenticated for a missing, malformed, unknown, expired or revoked
   *     key, without telling which of the last three; Invalid for a header that is no id;
   *     Denied when the key does not speak for the header's tenant or user; Unavailable when the keys
   *     cannot be read
   */
  public Principal authenticate(
      @Nullable String credential,
      @Nullable String tenantHeader,
      @Nullable String userHeader,
      Deadline deadline) {
    ApiKey key = remembered.get(parse(credential), it -> load(it, deadline), deadline);
    return principal(key, tenantHeader, userHeader);
  }

  /**
   * Like {@link #authenticate}, but never waits: empty when the key has to be looked up. For callers
   * on a thread that must not block.
   */
  public Optional<Principal> remembered(
      @Nullable String credential, @Nullable String tenantHeader, @Nullable String userHeader) {
    return remembered.find(parse(credential)).map(key -> principal(key, tenantHeader, userHeader));
  }

  private static Credential parse(@Nullable String credential) {
    if (credential == null || credential.isEmpty()) {
      throw unauthenticated("a key is needed: authorization: Bearer qk_…");
    }
    return Credential.parse(credential).orElseThrow(() -> unauthenticated("this is not a key"));
  }

  private Principal principal(
      ApiKey key, @Nullable String tenantHeader, @Nullable String userHeader) {
    if (!key.usableAt(clock.instant())) {
      throw unknownKey();
    }
    return Principal.of(
        key,
        tenantHeader == null ? null : named("x-tenant-id", tenantHeader, TenantId::new),
        userHeader == null ? null : named("x-on-behalf-of", userHeader, UserId::new));
  }

  private ApiKey load(Credential shown, Deadline deadline) {
    Optional<ApiKey> stored = keys.find(shown.prefix(), deadline);
    byte[] hash = shown.hash();
    return stored
        .filter(key -> MessageDigest.isEqual(key.secretHash(), hash))
        .filter(key -> key.usableAt(clock.instant()))
        .orElseThrow(Authentication::unknownKey);
  }

  private static <T> T named(String header, String value, Function<String, T> id) {
    try {
      return id.apply(value);
    } catch (ProblemException e) {
      throw new ProblemException(new Problem.Invalid(header, "is not an id"), e);
    }
  }

  private static ProblemException unknownKey() {
    return unauthenticated("this key is not known or not valid any more");
  }

  private static ProblemException unauthenticated(String reason) {
    return new ProblemException(new Problem.Unauthenticated(reason));
  }
}
