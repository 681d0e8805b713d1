-- Every table of ours is declared or exempt, has row security, forced, and exactly the policies that
-- follow from it.
, expected AS (
  SELECT t.name, p.policy, p.permissive, p.role, p.condition,
         CASE WHEN p.policy = 'owner' AND d.shows_tenants_own
           THEN format('(%s OR (%I IS NULL))', substr(p.condition, 2, length(p.condition) - 2),
                       d.owner_column)
           ELSE p.condition END AS shown
  FROM tables t
  JOIN quintet.declared_tables d ON d.name = t.name
  CROSS JOIN LATERAL (VALUES
    ('tenant', 'PERMISSIVE', 'database_service_role',
     format('(%s = ANY (quintet.current_tenants()))',
            coalesce(quote_literal(t.tenant) || '::text', 'tenant_id'))),
    ('own', 'PERMISSIVE', t.schema, CASE WHEN t.tenant IS NOT NULL THEN 'true' END),
    ('owner', 'RESTRICTIVE', 'database_service_role',
     format('((quintet.current_user_id() IS NULL) OR (%s = quintet.current_user_id()))',
            nullif(quote_ident(coalesce(d.owner_column, '')), '""'))),
    ('billing', 'PERMISSIVE', 'quintet_billing',
     CASE WHEN d.billing_columns IS NOT NULL THEN 'true' END)
  ) AS p (policy, permissive, role, condition)
  WHERE p.condition IS NOT NULL AND (p.policy <> 'owner' OR d.owner_column IS NOT NULL)
  UNION ALL
  SELECT name, policy, 'PERMISSIVE', role, 'true', 'true' FROM exempt WHERE policy IS NOT NULL
  UNION ALL
  -- A tenant's transactions see its tier.
  VALUES ('quintet.tenants', 'tenant', 'PERMISSIVE', 'database_service_role',
          '(tenant_id = ANY (quintet.current_tenants()))',
          '(tenant_id = ANY (quintet.current_tenants()))')
), guarded AS (
  SELECT * FROM tables
  WHERE name NOT IN (SELECT name FROM exempt WHERE policy IS NULL)
), present AS (
  SELECT format('%I.%I', schemaname, tablename) AS name, policyname, permissive, roles, cmd, qual,
         with_check
  FROM pg_catalog.pg_policies
  WHERE schemaname = 'quintet' OR schemaname ~ '^tenant_'
)
SELECT format('table %s does not exist', k.name)
FROM (SELECT name FROM quintet.declared_tables UNION SELECT name FROM exempt) AS k
WHERE k.name NOT IN (SELECT name FROM tables)
UNION ALL
SELECT format('table %1$s is not declared: its migration must call quintet.tenant_table(''%1$s'')', name)
FROM tables
WHERE name NOT IN (SELECT name FROM quintet.declared_tables)
  AND name NOT IN (SELECT name FROM exempt)
UNION ALL
SELECT format('table %s has row security switched off', name) FROM guarded WHERE NOT relrowsecurity
UNION ALL
SELECT format('table %s does not force row security', name)
FROM guarded WHERE NOT relforcerowsecurity
UNION ALL
SELECT format('policy %I on %s is missing or changed', e.policy, e.name)
FROM expected e
WHERE NOT EXISTS (
  SELECT FROM present p
  WHERE p.name = e.name AND p.policyname = e.policy AND p.permissive = e.permissive
    AND p.roles = ARRAY[e.role]::pg_catalog.name[] AND p.cmd = 'ALL'
    AND p.qual IS NOT DISTINCT FROM e.shown
    AND p.with_check IS NOT DISTINCT FROM e.condition)
UNION ALL
SELECT format('policy %I on %s is not expected', p.policyname, p.name)
FROM present p
WHERE NOT EXISTS (SELECT FROM expected e WHERE e.name = p.name AND e.policy = p.policyname)
UNION ALL
SELECT format('partition %I.%I has no forced row security', n.nspname, c.relname)
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relispartition AND c.relkind IN ('r', 'p', 'f')
  AND (n.nspname = 'quintet' OR n.nspname ~ '^tenant_')
  AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
