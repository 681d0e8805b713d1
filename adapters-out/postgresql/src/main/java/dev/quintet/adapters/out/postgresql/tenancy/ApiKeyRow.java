package dev.quintet.adapters.out.postgresql.tenancy;

import dev.quintet.domain.tenancy.ApiKey;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantScope;
import dev.quintet.domain.tenancy.UserId;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.MappedProperty;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A row of {@code quintet.api_keys}. */
@MappedEntity(value = "api_keys", schema = "quintet")
record ApiKeyRow(
    @Id String prefix,
    @MappedProperty("secret_sha256") byte[] secretHash,
    String role,
    String scope,
    @TypeDef(type = DataType.STRING_ARRAY) List<String> tenants,
    String service,
    @Nullable String userId,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt) {

  private static final String ONE = "one";
  private static final String LISTED = "listed";
  private static final String ALL = "all";

  static ApiKeyRow of(ApiKey key) {
    return new ApiKeyRow(
        key.prefix(),
        key.secretHash(),
        key.role().word(),
        scope(key.scope()),
        tenants(key.scope()),
        key.service().value(),
        key.user() == null ? null : key.user().value(),
        key.createdAt(),
        key.expiresAt(),
        key.revokedAt());
  }

  private static String scope(TenantScope scope) {
    return switch (scope) {
      case TenantScope.One _ -> ONE;
      case TenantScope.Listed _ -> LISTED;
      case TenantScope.All _ -> ALL;
    };
  }

  private static List<String> tenants(TenantScope scope) {
    return switch (scope) {
      case TenantScope.One one -> List.of(one.tenant().value());
      case TenantScope.Listed listed ->
          listed.tenants().stream().map(TenantId::value).sorted().toList();
      case TenantScope.All _ -> List.of();
    };
  }

  ApiKey key() {
    return new ApiKey(
        prefix,
        secretHash,
        Role.of(role),
        tenantScope(),
        new ServiceName(service),
        userId == null ? null : new UserId(userId),
        createdAt,
        expiresAt,
        revokedAt);
  }

  private TenantScope tenantScope() {
    if (scope.equals(ONE)) {
      return new TenantScope.One(new TenantId(tenants.getFirst()));
    }
    if (scope.equals(LISTED)) {
      return new TenantScope.Listed(
          tenants.stream().map(TenantId::new).collect(Collectors.toSet()));
    }
    return new TenantScope.All();
  }
}
