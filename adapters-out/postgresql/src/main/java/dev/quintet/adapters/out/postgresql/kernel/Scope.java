package dev.quintet.adapters.out.postgresql.kernel;

import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whose rows a transaction sees.
 *
 * @param tenants ids, joined by commas, which no id has in it
 * @param user null: of all users; else of this one, in tables that have an owner
 */
public record Scope(String tenants, @Nullable String user) {

  /** Of work that is no tenant's. */
  public static final Scope NONE = of(List.of());

  public static Scope of(Collection<TenantId> tenants) {
    return new Scope(tenants.stream().map(TenantId::value).collect(Collectors.joining(",")), null);
  }

  public static Scope of(TenantId tenant, @Nullable UserId user) {
    return new Scope(tenant.value(), user == null ? null : user.value());
  }
}
