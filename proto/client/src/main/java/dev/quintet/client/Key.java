package dev.quintet.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key of a tenant, without its secret.
 *
 * @param prefix what stands between {@code qk_} and the secret; names the key
 * @param role {@code tenant-admin}, {@code service}, {@code reader} or {@code billing}
 * @param service what works with it; usage is metered by this name
 * @param revokedAt null: not revoked
 */
public record Key(
    String prefix,
    String role,
    String service,
    Instant createdAt,
    @Nullable Instant revokedAt) {

  /**
   * A new key.
   *
   * @param credential the whole text, {@code qk_…}; a secret that is not shown again
   */
  public record Issued(Key key, String credential) {

    /** Without the credential. */
    @Override
    public String toString() {
      return "Issued[" + key + "]";
    }
  }

  static Key of(dev.quintet.tenancy.v1.Key key) {
    return new Key(
        key.getPrefix(),
        key.getRole(),
        key.getService(),
        Times.ofMicros(key.getCreatedAtMicros()),
        key.getRevokedAtMicros() == 0 ? null : Times.ofMicros(key.getRevokedAtMicros()));
  }
}
