package dev.quintet.adapters.in.rest.tenancy;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quintet.application.tenancy.Keys;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.tenancy.ApiKey;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key as it is shown.
 *
 * @param prefix what stands between {@code qk_} and the secret: names the key, opens nothing
 * @param service what works with it; usage is metered by this name
 * @param userId the only user that its calls act for; not there: they act for all of the tenant
 * @param createdAt ISO 8601, UTC, as the other instants
 * @param expiresAt not there: never
 * @param revokedAt not there: not revoked
 * @param key the credential; only in the answer that made it, never again
 */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record KeyBody(
    String prefix,
    String role,
    String service,
    @Nullable String userId,
    String createdAt,
    @Nullable String expiresAt,
    @Nullable String revokedAt,
    @Nullable String key) {

  /**
   * Keys by prefix.
   *
   * @param nextCursor not there on the last page
   */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Listing(
      @JsonInclude(JsonInclude.Include.ALWAYS) List<KeyBody> keys, @Nullable String nextCursor) {

    static Listing of(Page<ApiKey> page) {
      return new Listing(
          page.items().stream().map(KeyBody::of).toList(),
          page.next().map(Cursor::value).orElse(null));
    }
  }

  static KeyBody of(ApiKey key) {
    return of(key, null);
  }

  static KeyBody of(Keys.Issued issued) {
    return of(issued.key(), issued.text());
  }

  private static KeyBody of(ApiKey key, @Nullable String text) {
    return new KeyBody(
        key.prefix(),
        key.role().word(),
        key.service().value(),
        key.user() == null ? null : key.user().value(),
        key.createdAt().toString(),
        text(key.expiresAt()),
        text(key.revokedAt()),
        text);
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "KeyBody[" + prefix + "]";
  }
}
