package dev.quintet.adapters.out.postgresql.kernel;

import dev.quintet.domain.platform.Figure;
import dev.quintet.domain.platform.Figure.Unit;
import dev.quintet.domain.platform.Store;
import dev.quintet.domain.platform.StoreDeclaration;
import dev.quintet.domain.platform.StoreDeclaration.Loss;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.UnsafeStoreException;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantStore;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** PostgreSQL as the platform sees it. */
@Singleton
final class PostgresStore implements Store {

  static final Figure CONNECTIONS =
      Figure.of("active_connections", Unit.NUMBER, "to its database, ours and anybody's");
  static final Figure MAX_CONNECTIONS =
      Figure.of("max_connections", Unit.NUMBER, "that the server allows");
  static final Figure SCHEMAS =
      Figure.of("tenant_schemas", Unit.NUMBER, "of tenants, the canaries' included");

  private static final StoreDeclaration DECLARATION =
      new StoreDeclaration(
          PostgresFailures.STORE,
          Loss.STOPS_ALL_CALLS,
          List.of(CONNECTIONS, MAX_CONNECTIONS, SCHEMAS));

  private static final String MEASURE =
      """
      SELECT
        (SELECT numbackends FROM pg_catalog.pg_stat_database WHERE datname = current_database()),
        current_setting('max_connections')::bigint,
        (SELECT count(*) FROM pg_catalog.pg_namespace WHERE nspname LIKE 'tenant\\_%')""";

  private final PlatformSchema schema;
  private final PostgresSelfCheck selfCheck;
  private final PostgresIsolationProbe probe;
  private final TenantStore tenants;
  private final PostgresPool registry;

  /**
   * @param registry sees the tenants and nothing that they stored
   */
  PostgresStore(
      PlatformSchema schema,
      PostgresSelfCheck selfCheck,
      PostgresIsolationProbe probe,
      TenantStore tenants,
      @Named(PostgresPool.REGISTRY) PostgresPool registry) {
    this.schema = schema;
    this.selfCheck = selfCheck;
    this.probe = probe;
    this.tenants = tenants;
    this.registry = registry;
  }

  @Override
  public StoreDeclaration declaration() {
    return DECLARATION;
  }

  @Override
  public void migrate(Deadline deadline) {
    schema.migrate(deadline);
  }

  @Override
  public void verify(Deadline deadline) {
    List<String> violations = selfCheck.violations(deadline);
    if (!violations.isEmpty()) {
      throw new UnsafeStoreException(PostgresFailures.STORE.word(), violations);
    }
  }

  @Override
  public void ask(TenantId canary, Deadline deadline) {
    tenants.find(canary, deadline);
  }

  @Override
  public List<String> leaks(TenantId own, TenantId other, Deadline deadline) {
    return probe.leaks(own, other, deadline);
  }

  @Override
  public Map<Figure, BigDecimal> figures(Deadline deadline) {
    return registry.run(
        "measure",
        deadline,
        transaction ->
            transaction.query(
                MEASURE,
                PostgresTransaction.Parameters.NONE,
                rows -> {
                  rows.next();
                  return Map.of(
                      CONNECTIONS, BigDecimal.valueOf(rows.getLong(1)),
                      MAX_CONNECTIONS, BigDecimal.valueOf(rows.getLong(2)),
                      SCHEMAS, BigDecimal.valueOf(rows.getLong(3)));
                }));
  }
}
