package dev.quintet.adapters.out.postgresql.kernel;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantStore;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.writes.ProcessId;
import dev.quintet.engines.PostgresEngine;
import dev.quintet.engines.SharedEngines;
import io.micronaut.context.ApplicationContext;
import io.micronaut.inject.qualifiers.Qualifiers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The adapters as the wiring finds them, on the engine that all tests of this JVM share. */
public final class TestPostgres {

  static final String OWNER_PASSWORD = "owner-of-the-tests";
  static final String SERVICE_PASSWORD = "service-of-the-tests";
  static final String REGISTRY_PASSWORD = "registry-of-the-tests";
  static final String BILLING_PASSWORD = "billing-of-the-tests";

  private static final class Started {
    static final ApplicationContext CONTEXT = start();

    private static ApplicationContext start() {
      ApplicationContext context = context(Map.of());
      context.getBean(PostgresStore.class).migrate(Fresh.deadline());
      Runtime.getRuntime().addShutdownHook(new Thread(context::close));
      return context;
    }
  }

  private TestPostgres() {}

  /** A wiring of its own, not migrated; to be closed by the test. */
  static ApplicationContext context(Map<String, Object> changes) {
    return ApplicationContext.builder(properties(changes))
        .singletons(ProcessId.random())
        .start();
  }

  static Map<String, Object> properties(Map<String, Object> changes) {
    PostgresEngine engine = SharedEngines.postgres();
    Map<String, Object> properties = new HashMap<>();
    properties.put("quintet.postgresql.url", engine.jdbcUrl());
    properties.put("quintet.postgresql.logins.admin-user", engine.user());
    properties.put("quintet.postgresql.logins.admin-password", engine.password());
    properties.put("quintet.postgresql.logins.owner", OWNER_PASSWORD);
    properties.put("quintet.postgresql.logins.service", SERVICE_PASSWORD);
    properties.put("quintet.postgresql.logins.registry", REGISTRY_PASSWORD);
    properties.put("quintet.postgresql.logins.billing", BILLING_PASSWORD);
    properties.putAll(changes);
    return properties;
  }

  public static <T> T bean(Class<T> type) {
    return Started.CONTEXT.getBean(type);
  }

  public static PostgresPool pool(String login) {
    return Started.CONTEXT.getBean(PostgresPool.class, Qualifiers.byName(login));
  }

  /** A superuser's connection. */
  public static Connection superuser() throws SQLException {
    bean(PostgresStore.class);
    return SharedEngines.postgres().connect();
  }

  /** A new connection of the role that serves tenants, without any of our code around it. */
  public static Connection service() throws SQLException {
    bean(PostgresStore.class);
    return DriverManager.getConnection(
        SharedEngines.postgres().jdbcUrl(), PostgresPool.SERVICE, SERVICE_PASSWORD);
  }

  public static Connection registry() throws SQLException {
    bean(PostgresStore.class);
    return DriverManager.getConnection(
        SharedEngines.postgres().jdbcUrl(), PostgresPool.REGISTRY, REGISTRY_PASSWORD);
  }

  public static Connection billing() throws SQLException {
    bean(PostgresStore.class);
    return DriverManager.getConnection(
        SharedEngines.postgres().jdbcUrl(), PostgresPool.BILLING, BILLING_PASSWORD);
  }

  static Tenant unprovisioned() {
    Instant created = Instant.parse("2026-02-03T04:05:06.789012Z");
    return bean(TenantStore.class)
        .register(
            new Tenant(Fresh.tenant(), "Test", Tier.PRO, Tenant.State.PROVISIONING, created),
            Fresh.deadline());
  }

  /** A new tenant with its schema. */
  public static TenantId tenant() {
    return bean(TenantStore.class).provision(unprovisioned().id(), Fresh.deadline()).id();
  }
}
