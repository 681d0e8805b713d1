package dev.quintet.domain.tenancy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A stored key: everything but its secret.
 *
 * @param prefix the public part, unique, without a trace of the tenant
 * @param secretHash SHA-256 of the whole credential text, 32 bytes
 * @param service what works with it, as its usage is metered
 * @param expiresAt null: never
 * @param revokedAt null: not revoked
 */
public record ApiKey(
    String prefix,
    byte[] secretHash,
    Role role,
    TenantScope scope,
    ServiceName service,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt) {

  public ApiKey {
    secretHash = secretHash.clone();
    createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
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
        && scope.equals(that.scope) && service.equals(that.service);
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
