package dev.quintet.domain.tenancy;

import org.jspecify.annotations.Nullable;

/**
 * Whose rows a read shows.
 *
 * @param user only what this one owns; null: all of the tenant, of every owner
 */
public record Viewer(TenantId tenant, @Nullable UserId user) {

  /** Sees all of a tenant. */
  public static Viewer of(TenantId tenant) {
    return new Viewer(tenant, null);
  }
}
