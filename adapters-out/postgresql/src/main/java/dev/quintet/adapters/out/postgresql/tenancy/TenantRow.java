package dev.quintet.adapters.out.postgresql.tenancy;

import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;

/** A row of {@code quintet.tenants}. */
@MappedEntity(value = "tenants", schema = "quintet")
record TenantRow(@Id String tenantId, String name, String tier, String state, Instant createdAt) {

  static TenantRow of(Tenant tenant) {
    return new TenantRow(
        tenant.id().value(),
        tenant.name(),
        tenant.tier().word(),
        tenant.state().name().toLowerCase(Locale.ROOT),
        tenant.createdAt());
  }

  /** Of the columns in their order. */
  static TenantRow of(ResultSet rows) throws SQLException {
    return new TenantRow(
        rows.getString(1),
        rows.getString(2),
        rows.getString(3),
        rows.getString(4),
        rows.getObject(5, OffsetDateTime.class).toInstant());
  }

  Tenant tenant() {
    return new Tenant(
        new TenantId(tenantId),
        name,
        Tier.of(tier),
        Tenant.State.valueOf(state.toUpperCase(Locale.ROOT)),
        createdAt);
  }
}
