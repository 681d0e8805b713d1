package dev.quintet.adapters.out.postgresql.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.quintet.domain.tenancy.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Breaks every guard once, in a transaction that is rolled back, and asks for its name. */
final class PostgresGuardsTest {

  private static final TenantId ACME = TestPostgres.tenant();
  private static final TenantId OTHER = TestPostgres.tenant();

  private static List<String> violationsAfter(String sql) throws SQLException {
    try (Connection connection = TestPostgres.superuser()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute(filled(sql));
        return PostgresSelfCheck.violations(connection);
      } finally {
        connection.rollback();
      }
    }
  }

  @Test
  void aSuperuserNeedsNoMembershipAndMayHaveOne() throws SQLException {
    assertThat(
            violationsAfter(
                "CREATE ROLE administrator SUPERUSER; GRANT quintet_owner, tenant_$acme TO administrator"))
        .isEmpty();
  }

  private static String filled(String text) {
    return text.replace("$acme", ACME.value()).replace("$other", OTHER.value());
  }

  @Test
  void nothingIsBrokenInWhatWeMake() throws SQLException {
    assertThat(violationsAfter("SELECT")).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"tables", "roles", "rights", "waysAround", "tenantSchemas"})
  void aBrokenGuardIsNamed(String what, String breaking, String violation) throws SQLException {
    assertThat(violationsAfter(breaking)).as(what).contains(filled(violation));
  }

  static Stream<Arguments> tables() {
    String changed = "policy tenant on quintet.writes is missing or changed";
    return Stream.of(
        arguments("policy dropped", "DROP POLICY tenant ON quintet.writes", changed),
        arguments(
            "policy without WITH CHECK",
            """
            DROP POLICY tenant ON quintet.writes;
            CREATE POLICY tenant ON quintet.writes TO database_service_role
              USING (tenant_id = ANY (quintet.current_tenants()))""",
            changed),
        arguments(
            "policy that lets everything pass",
            "ALTER POLICY tenant ON quintet.writes USING (true)",
            changed),
        arguments(
            "policy for everybody",
            "ALTER POLICY tenant ON quintet.writes TO PUBLIC",
            changed),
        arguments(
            "usage of every tenant for the serving role",
            "ALTER POLICY tenant ON quintet.usage_events USING (true)",
            "policy tenant on quintet.usage_events is missing or changed"),
        arguments(
            "the billing system's policy for everybody",
            "ALTER POLICY billing ON quintet.usage_events TO PUBLIC",
            "policy billing on quintet.usage_events is missing or changed"),
        arguments(
            "tiers of every tenant for the serving role",
            "ALTER POLICY tenant ON quintet.tenants USING (true)",
            "policy tenant on quintet.tenants is missing or changed"),
        arguments(
            "second policy",
            "CREATE POLICY open ON quintet.writes USING (true)",
            "policy open on quintet.writes is not expected"),
        arguments(
            "row security switched off",
            "ALTER TABLE quintet.api_keys DISABLE ROW LEVEL SECURITY",
            "table quintet.api_keys has row security switched off"),
        arguments(
            "FORCE removed",
            "ALTER TABLE quintet.writes NO FORCE ROW LEVEL SECURITY",
            "table quintet.writes does not force row security"),
        arguments(
            "forgotten table",
            "CREATE TABLE quintet.planted (tenant_id text)",
            "table quintet.planted is not declared: its migration must call"
                + " quintet.tenant_table('quintet.planted')"),
        arguments(
            "forgotten table that somebody guarded by hand",
            """
            CREATE TABLE quintet.planted (tenant_id text);
            ALTER TABLE quintet.planted ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
            CREATE POLICY tenant ON quintet.planted TO database_service_role
              USING (tenant_id = ANY (quintet.current_tenants()))""",
            "table quintet.planted is not declared: its migration must call"
                + " quintet.tenant_table('quintet.planted')"),
        arguments(
            "forgotten table among those of a tenant",
            "CREATE TABLE tenant_$acme.notes (note text)",
            "table tenant_$acme.notes is not declared: its migration must call"
                + " quintet.tenant_table('tenant_$acme.notes')"),
        arguments(
            "table in the schema of a tenant that nobody registered",
            "CREATE SCHEMA tenant_ghost; CREATE TABLE tenant_ghost.notes (note text)",
            "table tenant_ghost.notes is not declared: its migration must call"
                + " quintet.tenant_table('tenant_ghost.notes')"),
        arguments(
            "policy of users dropped",
            "DROP POLICY owner ON quintet.usage_events",
            "policy owner on quintet.usage_events is missing or changed"),
        arguments(
            "policy of users that only adds rows",
            """
            DROP POLICY owner ON quintet.usage_events;
            CREATE POLICY owner ON quintet.usage_events TO database_service_role
              USING (quintet.current_user_id() IS NULL OR user_id = quintet.current_user_id())
              WITH CHECK (quintet.current_user_id() IS NULL OR user_id = quintet.current_user_id())""",
            "policy owner on quintet.usage_events is missing or changed"),
        arguments(
            "declared as more than it is",
            "UPDATE quintet.declared_tables SET owner_column = 'id' WHERE name = 'quintet.writes'",
            "policy owner on quintet.writes is missing or changed"),
        arguments(
            "table dropped",
            "DROP TABLE quintet.writes",
            "table quintet.writes does not exist"),
        arguments(
            "partition without row security",
            "ALTER TABLE quintet.usage_events_before NO FORCE ROW LEVEL SECURITY",
            "partition quintet.usage_events_before has no forced row security"),
        arguments(
            "partition that is read past its table",
            "GRANT SELECT ON quintet.usage_events_before TO database_service_role",
            "database_service_role has the right SELECT on table quintet.usage_events_before"),
        arguments(
            "partition with a policy of its own",
            "CREATE POLICY open ON quintet.usage_events_before USING (true)",
            "policy open on quintet.usage_events_before is not expected"),
        arguments(
            "key unique over all tenants",
            "CREATE UNIQUE INDEX global ON quintet.writes (id, kind, tenant_id)",
            "unique index quintet.global does not begin with the tenant"));
  }

  static Stream<Arguments> roles() {
    return Stream.of(
        arguments(
            "BYPASSRLS",
            "ALTER ROLE database_service_role BYPASSRLS",
            "role database_service_role has the attribute BYPASSRLS"),
        arguments(
            "superuser",
            "ALTER ROLE quintet_registry SUPERUSER",
            "role quintet_registry has the attribute SUPERUSER"),
        arguments(
            "owner with BYPASSRLS",
            "ALTER ROLE quintet_owner BYPASSRLS",
            "role quintet_owner has the attribute BYPASSRLS"),
        arguments(
            "role that makes roles",
            "ALTER ROLE database_service_role CREATEROLE",
            "role database_service_role has the attribute CREATEROLE"),
        arguments(
            "table owned by the serving role",
            "ALTER TABLE quintet.writes OWNER TO database_service_role",
            "role database_service_role owns table quintet.writes"),
        arguments(
            "schema owned by the serving role",
            "CREATE SCHEMA own_schema AUTHORIZATION database_service_role",
            "role database_service_role owns schema own_schema"),
        arguments(
            "member of a role that reads everything",
            "GRANT pg_read_all_data TO database_service_role",
            "role database_service_role is a member of pg_read_all_data"),
        arguments(
            "owner in a role that reads everything",
            "GRANT pg_read_all_data TO quintet_owner",
            "role quintet_owner is a member of pg_read_all_data"),
        arguments(
            "member of a tenant's role",
            "GRANT tenant_$acme TO database_service_role",
            "role database_service_role is a member of tenant_$acme"),
        arguments(
            "owner that acts as a tenant's role",
            "GRANT tenant_$acme TO quintet_owner WITH SET TRUE",
            "role quintet_owner is a member of tenant_$acme"),
        arguments(
            "owner that inherits a tenant's rights",
            "GRANT tenant_$acme TO quintet_owner WITH INHERIT TRUE, SET FALSE",
            "role quintet_owner is a member of tenant_$acme"),
        arguments(
            "stranger in a tenant's role",
            "CREATE ROLE stranger; GRANT tenant_$acme TO stranger",
            "role stranger is a member of tenant_$acme"),
        arguments(
            "stranger that administers a tenant's role",
            "CREATE ROLE stranger; GRANT tenant_$acme TO stranger WITH ADMIN TRUE, INHERIT FALSE, SET FALSE",
            "role stranger is a member of tenant_$acme"),
        arguments(
            "tenant's role in another tenant's",
            "GRANT tenant_$acme TO tenant_$other",
            "role tenant_$other is a member of tenant_$acme"),
        arguments(
            "stranger in the owner's role",
            "CREATE ROLE stranger; GRANT quintet_owner TO stranger",
            "role stranger is a member of quintet_owner"),
        arguments(
            "stranger in the serving role",
            "CREATE ROLE stranger; GRANT database_service_role TO stranger",
            "role stranger is a member of database_service_role"));
  }

  static Stream<Arguments> rights() {
    return Stream.of(
        arguments(
            "TRUNCATE",
            "GRANT TRUNCATE ON quintet.writes TO database_service_role",
            "database_service_role has the right TRUNCATE on table quintet.writes"),
        arguments(
            "usage that can be changed",
            "GRANT UPDATE ON quintet.usage_events TO database_service_role",
            "database_service_role has the right UPDATE on table quintet.usage_events"),
        arguments(
            "ledger readable by the billing system",
            "GRANT SELECT ON quintet.writes TO quintet_billing",
            "quintet_billing has the right SELECT on table quintet.writes"),
        arguments(
            "ledger readable by the registry",
            "GRANT SELECT ON quintet.writes TO quintet_registry",
            "quintet_registry has the right SELECT on table quintet.writes"),
        arguments(
            "keys readable by the serving role",
            "GRANT SELECT (prefix) ON quintet.api_keys TO database_service_role",
            "database_service_role has the right SELECT on column quintet.api_keys.prefix"),
        arguments(
            "names of tenants readable by the serving role",
            "GRANT SELECT (name) ON quintet.tenants TO database_service_role",
            "database_service_role has the right SELECT on column quintet.tenants.name"),
        arguments(
            "ledger readable by everybody",
            "GRANT SELECT ON quintet.writes TO PUBLIC",
            "PUBLIC has the right SELECT on table quintet.writes"),
        arguments(
            "schema open to everybody",
            "GRANT USAGE ON SCHEMA quintet TO PUBLIC",
            "PUBLIC has the right USAGE on schema quintet"),
        arguments(
            "serving role may make objects",
            "GRANT CREATE ON SCHEMA public TO database_service_role",
            "database_service_role has the right CREATE on schema public"),
        arguments(
            "temporary tables that shadow names",
            "DO $$BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO PUBLIC', current_database()); END$$",
            "PUBLIC has the right TEMPORARY on database"));
  }

  static Stream<Arguments> waysAround() {
    return Stream.of(
        arguments(
            "view with its owner's rights",
            "CREATE VIEW quintet.batches AS SELECT * FROM quintet.writes",
            "view quintet.batches reads with the rights of its owner"),
        arguments(
            "granted view elsewhere",
            """
            CREATE VIEW public.batches AS SELECT * FROM quintet.writes;
            GRANT SELECT ON public.batches TO database_service_role""",
            "view public.batches reads with the rights of its owner"),
        arguments(
            "materialized view",
            "CREATE MATERIALIZED VIEW quintet.batches AS SELECT * FROM quintet.writes",
            "materialized view quintet.batches has no row security"),
        arguments(
            "function with its owner's rights",
            """
            CREATE FUNCTION public.peek() RETURNS bigint LANGUAGE sql SECURITY DEFINER
              AS 'SELECT count(*) FROM quintet.writes'""",
            "function public.peek runs with the rights of its owner"),
        arguments(
            "declaring by a serving role",
            "GRANT EXECUTE ON FUNCTION quintet.tenant_table TO database_service_role",
            "function quintet.tenant_table may be executed by database_service_role"),
        arguments(
            "declaring by everybody",
            "GRANT EXECUTE ON FUNCTION quintet.tenant_table TO PUBLIC",
            "function quintet.tenant_table may be executed by PUBLIC"),
        arguments(
            "other meaning of the user",
            """
            CREATE OR REPLACE FUNCTION quintet.current_user_id() RETURNS text
              LANGUAGE sql STABLE RETURN NULL::text""",
            "function quintet.current_user_id() is not the one of this version"),
        arguments(
            "other meaning of the context",
            """
            CREATE OR REPLACE FUNCTION quintet.current_tenants() RETURNS text[]
              LANGUAGE sql STABLE RETURN ARRAY['$acme']""",
            "function quintet.current_tenants() is not the one of this version"));
  }

  static Stream<Arguments> tenantSchemas() {
    return Stream.of(
        arguments(
            "row security of a tenant's table switched off",
            "ALTER TABLE tenant_$acme.configurations DISABLE ROW LEVEL SECURITY",
            "table tenant_$acme.configurations has row security switched off"),
        arguments(
            "FORCE of a tenant's table removed",
            "ALTER TABLE tenant_$acme.configurations NO FORCE ROW LEVEL SECURITY",
            "table tenant_$acme.configurations does not force row security"),
        arguments(
            "tenant's policy for another tenant",
            """
            ALTER POLICY tenant ON tenant_$acme.configurations
              USING ('$other' = ANY (quintet.current_tenants()))""",
            "policy tenant on tenant_$acme.configurations is missing or changed"),
        arguments(
            "foreign policy on a tenant's table",
            "CREATE POLICY more ON tenant_$acme.configurations TO tenant_$other USING (true)",
            "policy more on tenant_$acme.configurations is not expected"),
        arguments(
            "other tenant's role in the schema",
            "GRANT USAGE ON SCHEMA tenant_$acme TO tenant_$other",
            "tenant_$other has the right USAGE on schema tenant_$acme"),
        arguments(
            "other tenant's role on a table",
            "GRANT SELECT ON tenant_$acme.configurations TO tenant_$other",
            "tenant_$other has the right SELECT on table tenant_$acme.configurations"),
        arguments(
            "tenant's role that owns its table",
            "ALTER TABLE tenant_$acme.configurations OWNER TO tenant_$acme",
            "role tenant_$acme owns table tenant_$acme.configurations"),
        arguments(
            "tenant's role that may log in",
            "ALTER ROLE tenant_$acme LOGIN",
            "role tenant_$acme has the attribute LOGIN"),
        arguments(
            "tenant's schema dropped",
            "DROP SCHEMA tenant_$acme CASCADE",
            "schema tenant_$acme does not exist"),
        arguments(
            "tenant's schema given away",
            "ALTER SCHEMA tenant_$acme OWNER TO CURRENT_USER",
            "schema tenant_$acme is not owned by quintet_owner"));
  }
}
