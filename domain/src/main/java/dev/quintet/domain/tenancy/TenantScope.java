package dev.quintet.domain.tenancy;

import java.util.Set;

/** The tenants a key speaks for. */
public sealed interface TenantScope {

  boolean includes(TenantId tenant);

  /** A company's own key. */
  record One(TenantId tenant) implements TenantScope {
    @Override
    public boolean includes(TenantId other) {
      return tenant.equals(other);
    }
  }

  /** A platform service that works for some tenants. */
  record Listed(Set<TenantId> tenants) implements TenantScope {
    public Listed {
      tenants = Set.copyOf(tenants);
    }

    @Override
    public boolean includes(TenantId other) {
      return tenants.contains(other);
    }
  }

  /** A platform service that works for every tenant. */
  record All() implements TenantScope {
    @Override
    public boolean includes(TenantId other) {
      return true;
    }
  }
}
