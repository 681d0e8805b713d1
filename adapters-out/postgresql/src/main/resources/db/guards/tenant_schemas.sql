-- Every tenant has its schema; each table in it has row security, forced, and two policies: one
-- for the shared role while it acts for the tenant, one for the tenant's own role.
WITH schemas AS (
  SELECT t.tenant_id, 'tenant_' || t.tenant_id AS name, n.oid
  FROM quintet.tenant_schemas t
  LEFT JOIN pg_catalog.pg_namespace n ON n.nspname = 'tenant_' || t.tenant_id
), tables AS (
  SELECT s.tenant_id, s.name AS schema, c.relname, c.relrowsecurity, c.relforcerowsecurity
  FROM schemas s
  JOIN pg_catalog.pg_class c ON c.relnamespace = s.oid AND c.relkind IN ('r', 'p', 'f')
), expected AS (
  SELECT t.schema, t.relname, p.policy, p.role, p.condition
  FROM tables t
  CROSS JOIN LATERAL (VALUES
    ('service', 'database_service_role',
     format('(%L::text = ANY (quintet.current_tenants()))', t.tenant_id)),
    ('own', t.schema, 'true')) AS p (policy, role, condition)
), present AS (
  SELECT p.* FROM pg_catalog.pg_policies p JOIN schemas s ON s.name = p.schemaname
)
SELECT format('schema %I does not exist', name) FROM schemas WHERE oid IS NULL
UNION ALL
SELECT format('schema %I is not owned by quintet_owner', s.name)
FROM schemas s
JOIN pg_catalog.pg_namespace n ON n.oid = s.oid
WHERE pg_catalog.pg_get_userbyid(n.nspowner) <> 'quintet_owner'
UNION ALL
SELECT format('table %I.%I has row security switched off', schema, relname)
FROM tables WHERE NOT relrowsecurity
UNION ALL
SELECT format('table %I.%I does not force row security', schema, relname)
FROM tables WHERE NOT relforcerowsecurity
UNION ALL
SELECT format('policy %I on %I.%I is missing or changed', e.policy, e.schema, e.relname)
FROM expected e
WHERE NOT EXISTS (
  SELECT FROM present p
  WHERE p.schemaname = e.schema AND p.tablename = e.relname AND p.policyname = e.policy
    AND p.permissive = 'PERMISSIVE' AND p.roles = ARRAY[e.role]::pg_catalog.name[]
    AND p.cmd = 'ALL' AND p.qual IS NOT DISTINCT FROM e.condition
    AND p.with_check IS NOT DISTINCT FROM e.condition)
UNION ALL
SELECT format('policy %I on %I.%I is not expected', p.policyname, p.schemaname, p.tablename)
FROM present p
WHERE p.policyname NOT IN ('service', 'own')
