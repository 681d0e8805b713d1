package dev.quintet.domain.tenancy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stored key: everything but its secret.
 *
 * @param prefix the public part, unique, without a trace of the tenant
 * @param secretHash SHA-256 of the whole credential text, 32 bytes
 * @param service what works with it, as its usage is metered
 * @param user the only one that its calls act for; null: they act for all of the tenant
 * @param expiresAt null: never
 * @param revokedAt null: not revoked
 */
public record ApiKey(
    String prefix,
    byte[] secretHash,
    Role role,
    TenantScope scope,
    ServiceName service,
    @Nullable UserId user,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt) {

  public ApiKey {
    if (user != null && !(scope instanceof TenantScope.One)) {
      throw new IllegalArgumentException("a user is one tenant's");
    }
    secretHash = secretHash.clone();
    createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
  }

  /** A key that acts for all users of its tenants. */
  public ApiKey(
      String prefix,
      byte[] secretHash,
      Role role,
      TenantScope scope,
      ServiceName service,
      Instant createdAt,
      @Nullable Instant expiresAt,
      @Nullable Instant revokedAt) {
    this(prefix, secretHash, role, scope, service, null, createdAt, expiresAt, revokedAt);
  }

  @Override
  public byte[] secretHash() {
    return secretHash.clone();
  }

  /** Whether the key may be used at {@code now}. */
  public boolean usableAt(Instant now) {
    return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ApiKey that && prefix.equals(that.prefix)
        && Arrays.equals(secretHash, that.secretHash) && role == that.role
        && scope.equals(that.scope) && service.equals(that.service)
        && Objects.equals(user, that.user);
  }

  @Override
  public int hashCode() {
    return prefix.hashCode();
  }

  /** Names the key without its hash. */
  @Override
  public String toString() {
    return "ApiKey[" + prefix + ", " + role.word() + "]";
  }
}
