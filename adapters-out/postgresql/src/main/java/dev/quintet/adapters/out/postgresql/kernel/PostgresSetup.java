package dev.quintet.adapters.out.postgresql.kernel;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.StoreSetup;
import dev.quintet.domain.shared.UnsafeStoreException;
import dev.quintet.domain.tenancy.TenantId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** Roles, the shared schema, the tenants' schemas; then the question whether all of it is safe. */
@Singleton
final class PostgresSetup implements StoreSetup {

  private static final String SHARED_SCHEMA = "quintet";

  private final PostgresConfiguration server;
  private final PostgresLogins logins;
  private final PostgresRoles roles;
  private final TenantSchemas tenants;
  private final PostgresSelfCheck selfCheck;

  PostgresSetup(
      PostgresConfiguration server,
      PostgresLogins logins,
      PostgresRoles roles,
      TenantSchemas tenants,
      PostgresSelfCheck selfCheck) {
    this.server = server;
    this.logins = logins;
    this.roles = roles;
    this.tenants = tenants;
    this.selfCheck = selfCheck;
  }

  @Override
  public String store() {
    return PostgresFailures.STORE.word();
  }

  @Override
  public void migrate(Deadline deadline) {
    roles.make(deadline);
    migrateShared(deadline);
    for (TenantId tenant : tenants.behind(deadline)) {
      tenants.migrate(tenant, deadline);
    }
  }

  /** On connections of its own: the settings of a migration must not stay in a pool. */
  private void migrateShared(Deadline deadline) {
    Flyway.configure()
        .dataSource(server.url(), PostgresPool.OWNER, logins.owner())
        .jdbcProperties(
            Map.of("socketTimeout", Long.toString(Math.max(1, deadline.remaining().toSeconds()))))
        .initSql("SET lock_timeout = '10s'")
        .schemas(SHARED_SCHEMA)
        .locations("classpath:db/platform")
        .failOnMissingLocations(true)
        .placeholderReplacement(false)
        .load()
        .migrate();
  }

  @Override
  public void verify(Deadline deadline) {
    List<String> violations = selfCheck.violations(deadline);
    if (!violations.isEmpty()) {
      throw new UnsafeStoreException(store(), violations);
    }
  }
}
