package dev.quintet.adapters.in.rest.tenancy;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quintet.application.tenancy.Onboarding;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.Tenant;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as it is shown.
 *
 * @param state provisioning, active or suspended
 * @param createdAt ISO 8601, UTC
 * @param tenantAdminKey only in the answer that made it, never again
 */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record TenantBody(
    String tenant,
    String name,
    String tier,
    String state,
    String createdAt,
    @Nullable String tenantAdminKey) {

  /**
   * Tenants by id.
   *
   * @param nextCursor not there on the last page
   */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Listing(
      @JsonInclude(JsonInclude.Include.ALWAYS) List<TenantBody> tenants,
      @Nullable String nextCursor) {

    static Listing of(Page<Tenant> page) {
      return new Listing(
          page.items().stream().map(TenantBody::of).toList(),
          page.next().map(Cursor::value).orElse(null));
    }
  }

  static TenantBody of(Tenant tenant) {
    return of(tenant, null);
  }

  static TenantBody of(Onboarding.Created created) {
    return of(created.tenant(), created.tenantAdminKey());
  }

  private static TenantBody of(Tenant tenant, @Nullable String tenantAdminKey) {
    return new TenantBody(
        tenant.id().value(),
        tenant.name(),
        tenant.tier().word(),
        Words.of(tenant.state()),
        tenant.createdAt().toString(),
        tenantAdminKey);
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "TenantBody[" + tenant + "]";
  }
}
