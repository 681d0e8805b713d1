package dev.quintet.adapters.out.postgresql.kernel;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import jakarta.inject.Singleton;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** Brings the roles, the shared schema and the tenants' schemas to this version. */
@Singleton
final class PlatformSchema {

  private static final String SHARED_SCHEMA = "quintet";

  private final PostgresConfiguration server;
  private final PostgresLogins logins;
  private final PostgresRoles roles;
  private final TenantSchemas tenants;

  PlatformSchema(
      PostgresConfiguration server,
      PostgresLogins logins,
      PostgresRoles roles,
      TenantSchemas tenants) {
    this.server = server;
    this.logins = logins;
    this.roles = roles;
    this.tenants = tenants;
  }

  void migrate(Deadline deadline) {
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
}
