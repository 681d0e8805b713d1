-- Begins every guard: the roles that serve, and the tables of our schemas as the catalog has them.
WITH serving (name, kind) AS (
  VALUES ('database_service_role', 'login'), ('quintet_registry', 'login'),
         ('quintet_billing', 'login')
  UNION ALL SELECT 'tenant_' || tenant_id, 'tenant' FROM quintet.tenant_schemas
), serving_roles AS (
  SELECT r.oid, s.name, s.kind
  FROM serving s JOIN pg_catalog.pg_roles r ON r.rolname = s.name
), exempt (name, policy, role, reason) AS (
  -- Every table that is not declared with quintet.tenant_table(), and why.
  VALUES
    ('quintet.tenants', 'registry', 'quintet_registry', 'says which tenants there are'),
    ('quintet.api_keys', 'registry', 'quintet_registry', 'is read before the tenant is known'),
    ('quintet.price_versions', 'registry', 'quintet_registry', 'is what every tenant can buy'),
    ('quintet.price_versions', 'catalog', 'database_service_role', 'is what every tenant can buy'),
    ('quintet.quarantined_webhooks', 'registry', 'quintet_registry', 'may name any tenant, or none'),
    ('quintet.scheduled_tasks', 'registry', 'quintet_registry', 'is work for all tenants'),
    ('quintet.tenant_schemas', 'owner', 'quintet_owner', 'is read and written by migrations'),
    ('quintet.declared_tables', 'owner', 'quintet_owner', 'is read and written by migrations'),
    ('quintet.flyway_schema_history', NULL, NULL, 'is made by Flyway, and nobody has rights to it')
), tables AS (
  SELECT c.oid, c.relrowsecurity, c.relforcerowsecurity, n.nspname AS schema,
         format('%I.%I', n.nspname, c.relname) AS name,
         CASE WHEN n.nspname <> 'quintet' THEN substr(n.nspname, 8) END AS tenant
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'f') AND (n.nspname = 'quintet' OR n.nspname ~ '^tenant_')
    -- A partition is read and written through its table. Guards see to it that no other way is open.
    AND NOT c.relispartition
)
