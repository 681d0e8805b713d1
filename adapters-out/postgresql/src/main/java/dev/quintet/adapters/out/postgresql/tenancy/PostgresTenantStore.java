package dev.quintet.adapters.out.postgresql.tenancy;

import dev.quintet.adapters.out.postgresql.kernel.RegistrySession;
import dev.quintet.adapters.out.postgresql.kernel.TenantSchemas;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantStore;
import io.micronaut.data.model.Pageable;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The registry of tenants. Provisioning is three steps, each of which may have been done before:
 * the registered row, the schema in one transaction of the owner, the row marked active.
 */
@Singleton
final class PostgresTenantStore implements TenantStore {

  private static final String KIND = "tenant";

  private static final String FIND =
      """
      SELECT tenant_id, name, tier, state, created_at
      FROM quintet.tenants
      WHERE tenant_id = ?""";

  private final RegistrySession session;
  private final TenantRepository tenants;
  private final TenantSchemas schemas;

  PostgresTenantStore(RegistrySession session, TenantRepository tenants, TenantSchemas schemas) {
    this.session = session;
    this.tenants = tenants;
    this.schemas = schemas;
  }

  @Override
  public Tenant register(Tenant tenant, Deadline deadline) {
    TenantRow row = TenantRow.of(tenant);
    int inserted =
        session.write(
            "register tenant",
            deadline,
            () ->
                tenants.insertIfFree(
                    row.tenantId(), row.name(), row.tier(), row.state(), row.createdAt()));
    return inserted == 1 ? tenant : byId(tenant.id(), deadline);
  }

  @Override
  public Tenant provision(TenantId id, Deadline deadline) {
    Tenant tenant = byId(id, deadline);
    return switch (tenant.state()) {
      case ACTIVE -> tenant;
      case SUSPENDED -> throw new ProblemException(new Problem.NotReady(id + " is suspended"));
      case PROVISIONING -> {
        schemas.migrate(id, deadline);
        session.write("provision tenant", deadline, () -> tenants.activate(id.value()));
        yield byId(id, deadline);
      }
    };
  }

  private Tenant byId(TenantId id, Deadline deadline) {
    return find(id, deadline)
        .orElseThrow(() -> new ProblemException(new Problem.NotFound(KIND, id.value())));
  }

  @Override
  public Optional<Tenant> find(TenantId id, Deadline deadline) {
    return session
        .find("find tenant", deadline, FIND, id.value(), TenantRow::of)
        .map(TenantRow::tenant);
  }

  @Override
  public Page<Tenant> list(@Nullable Cursor after, int limit, Deadline deadline) {
    String last = LISTING.position(after);
    List<Tenant> found =
        session
            .read(
                "list tenants",
                deadline,
                () ->
                    tenants.findByTenantIdGreaterThanOrderByTenantId(
                        last, Pageable.from(0, limit + 1)))
            .stream()
            .map(TenantRow::tenant)
            .toList();
    return LISTING.page(found, limit, tenant -> List.of(tenant.id().value()));
  }

  @Override
  public long countActive(Deadline deadline) {
    return session.read("count tenants", deadline, tenants::countActive);
  }
}
