package dev.quintet.adapters.out.postgresql.tenancy;

import dev.quintet.adapters.out.postgresql.kernel.PostgresPool;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.DataType;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Statements on {@code quintet.api_keys}. */
@JdbcRepository(dialect = Dialect.POSTGRES, dataSource = PostgresPool.REGISTRY)
interface ApiKeyRepository extends GenericRepository<ApiKeyRow, String> {

  Optional<ApiKeyRow> findByPrefix(String prefix);

  @Query(
      """
      INSERT INTO quintet.api_keys
        (prefix, secret_sha256, role, scope, tenants, service, user_id, created_at, expires_at,
         revoked_at)
      VALUES
        (:prefix, :secretHash, :role, :scope, :tenants, :service, :userId, :createdAt, :expiresAt,
         :revokedAt)
      ON CONFLICT (prefix) DO NOTHING""")
  int insertIfFree(
      String prefix,
      byte[] secretHash,
      String role,
      String scope,
      @TypeDef(type = DataType.STRING_ARRAY) List<String> tenants,
      String service,
      @Nullable String userId,
      Instant createdAt,
      @Nullable Instant expiresAt,
      @Nullable Instant revokedAt);

  @Query(
      """
      SELECT prefix, secret_sha256, role, scope, tenants, service, user_id, created_at, expires_at,
             revoked_at
      FROM quintet.api_keys
      WHERE scope = 'one' AND tenants = ARRAY[:tenant]::text[] AND prefix > :after
      ORDER BY prefix
      LIMIT :limit""")
  List<ApiKeyRow> ofTenant(String tenant, String after, int limit);

  @Query(
      """
      UPDATE quintet.api_keys SET revoked_at = coalesce(revoked_at, :at)
      WHERE prefix = :prefix""")
  int revoke(String prefix, Instant at);
}
