-- Every shared table has row security, forced, and exactly these policies.
WITH expected (name, policy, role, condition) AS (
  VALUES
    ('tenants', 'registry', 'quintet_registry', 'true'),
    ('api_keys', 'registry', 'quintet_registry', 'true'),
    ('tenant_schemas', 'owner', 'quintet_owner', 'true'),
    ('writes', 'tenant', 'database_service_role',
     '(tenant_id = ANY (quintet.current_tenants()))'),
    ('writes', 'billing', 'quintet_billing', 'true'),
    ('usage_events', 'tenant', 'database_service_role',
     '(tenant_id = ANY (quintet.current_tenants()))'),
    ('usage_events', 'billing', 'quintet_billing', 'true')
), shared AS (
  SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = 'quintet' AND c.relkind IN ('r', 'p', 'f')
    AND c.relname <> 'flyway_schema_history'
), present AS (
  SELECT tablename, policyname, permissive, roles, cmd, qual, with_check
  FROM pg_catalog.pg_policies WHERE schemaname = 'quintet'
)
SELECT format('table quintet.%I does not exist', e.name)
FROM expected e WHERE e.name NOT IN (SELECT relname FROM shared)
UNION ALL
SELECT format('table quintet.%I is not one of the guarded tables', s.relname)
FROM shared s WHERE s.relname NOT IN (SELECT name FROM expected)
UNION ALL
SELECT format('table quintet.%I has row security switched off', relname)
FROM shared WHERE NOT relrowsecurity
UNION ALL
SELECT format('table quintet.%I does not force row security', relname)
FROM shared WHERE NOT relforcerowsecurity
UNION ALL
SELECT format('policy %I on quintet.%I is missing or changed', e.policy, e.name)
FROM expected e
WHERE NOT EXISTS (
  SELECT FROM present p
  WHERE p.tablename = e.name AND p.policyname = e.policy AND p.permissive = 'PERMISSIVE'
    AND p.roles = ARRAY[e.role]::pg_catalog.name[] AND p.cmd = 'ALL'
    AND p.qual IS NOT DISTINCT FROM e.condition
    AND p.with_check IS NOT DISTINCT FROM e.condition)
UNION ALL
SELECT format('policy %I on quintet.%I is not expected', p.policyname, p.tablename)
FROM present p
WHERE NOT EXISTS (
  SELECT FROM expected e WHERE e.name = p.tablename AND e.policy = p.policyname)
