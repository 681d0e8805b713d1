package dev.quintet.adapters.out.postgresql.tenancy;

import dev.quintet.adapters.out.postgresql.kernel.PostgresPool;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.Pageable;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;

/** Statements on {@code quintet.tenants}. */
@JdbcRepository(dialect = Dialect.POSTGRES, dataSource = PostgresPool.REGISTRY)
interface TenantRepository extends GenericRepository<TenantRow, String> {

  List<TenantRow> findByTenantIdGreaterThanOrderByTenantId(String tenantId, Pageable page);

  @Query(
      """
      INSERT INTO quintet.tenants (tenant_id, name, tier, state, created_at)
      VALUES (:tenantId, :name, :tier, :state, :createdAt)
      ON CONFLICT (tenant_id) DO NOTHING""")
  int insertIfFree(String tenantId, String name, String tier, String state, Instant createdAt);

  @Query(
      """
      UPDATE quintet.tenants SET state = 'active'
      WHERE tenant_id = :tenantId AND state = 'provisioning'""")
  int activate(String tenantId);

  @Query(
      """
      SELECT count(*) FROM quintet.tenants
      WHERE state = 'active' AND tenant_id NOT LIKE 'quintet\\_%'""")
  long countActive();
}
