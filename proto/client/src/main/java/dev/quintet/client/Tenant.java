package dev.quintet.client;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A registered tenant.
 *
 * @param tier {@code free}, {@code pro} or {@code enterprise}
 * @param state {@code provisioning}, {@code active} or {@code suspended}
 */
public record Tenant(String id, String name, String tier, String state, Instant createdAt) {

  /**
   * A tenant that was asked for.
   *
   * @param created false: it was there before, with the same content
   */
  public record Created(Tenant tenant, boolean created, @Nullable String tenantAdminKey) {

    /** The key of its administrator, only in the answer that made it. */
    public Optional<String> adminKey() {
      return Optional.ofNullable(tenantAdminKey);
    }

    /** Without the key. */
    @Override
    public String toString() {
      return "Created[" + tenant + ", created=" + created + "]";
    }
  }

  static Tenant of(dev.quintet.tenancy.v1.Tenant tenant) {
    return new Tenant(
        tenant.getTenant(),
        tenant.getName(),
        tenant.getTier(),
        tenant.getState(),
        Times.ofMicros(tenant.getCreatedAtMicros()));
  }
}
