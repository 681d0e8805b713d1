-- Every right of a serving role and of PUBLIC is one of these.
, guarded AS (
  SELECT oid, name FROM serving_roles
  UNION ALL SELECT 0, 'PUBLIC'
), allowed (object, grantee, privilege) AS (
  VALUES
    ('table quintet.tenants', 'quintet_registry', 'SELECT'),
    ('table quintet.tenants', 'quintet_registry', 'INSERT'),
    ('column quintet.tenants.state', 'quintet_registry', 'UPDATE'),
    ('column quintet.tenants.tenant_id', 'database_service_role', 'SELECT'),
    ('column quintet.tenants.tier', 'database_service_role', 'SELECT'),
    ('table quintet.api_keys', 'quintet_registry', 'SELECT'),
    ('table quintet.api_keys', 'quintet_registry', 'INSERT'),
    ('column quintet.api_keys.revoked_at', 'quintet_registry', 'UPDATE'),
    ('table quintet.quarantined_webhooks', 'quintet_registry', 'SELECT'),
    ('table quintet.quarantined_webhooks', 'quintet_registry', 'INSERT'),
    ('column quintet.quarantined_webhooks.settled_at', 'quintet_registry', 'UPDATE'),
    ('table quintet.scheduled_tasks', 'quintet_registry', 'SELECT'),
    ('table quintet.scheduled_tasks', 'quintet_registry', 'INSERT'),
    ('table quintet.scheduled_tasks', 'quintet_registry', 'UPDATE'),
    ('table quintet.scheduled_tasks', 'quintet_registry', 'DELETE'),
    ('table quintet.price_versions', 'quintet_registry', 'SELECT'),
    ('table quintet.price_versions', 'quintet_registry', 'INSERT'),
    ('table quintet.price_versions', 'database_service_role', 'SELECT'),
    ('schema quintet', 'database_service_role', 'USAGE'),
    ('schema quintet', 'quintet_registry', 'USAGE'),
    ('schema quintet', 'quintet_billing', 'USAGE'),
    ('function quintet.current_tenants', 'database_service_role', 'EXECUTE'),
    ('function quintet.current_user_id', 'database_service_role', 'EXECUTE'),
    ('function quintet.limit_of', 'database_service_role', 'EXECUTE'),
    ('function quintet.subscribed_since', 'database_service_role', 'EXECUTE'),
    ('function quintet.usage_closes_at', 'database_service_role', 'EXECUTE'),
    ('function quintet.usage_booked_at', 'database_service_role', 'EXECUTE'),
    ('database', 'database_service_role', 'CONNECT'),
    ('database', 'quintet_registry', 'CONNECT'),
    ('database', 'quintet_billing', 'CONNECT')
  UNION ALL
  SELECT 'schema tenant_' || t.tenant_id, g.name, 'USAGE'
  FROM quintet.tenant_schemas t
  CROSS JOIN LATERAL (VALUES ('database_service_role'), ('tenant_' || t.tenant_id)) AS g (name)
  UNION ALL
  SELECT 'table ' || t.name, g.name, p.privilege
  FROM tables t
  JOIN quintet.declared_tables d ON d.name = t.name
  CROSS JOIN LATERAL (VALUES ('database_service_role'), (t.schema::text)) AS g (name)
  CROSS JOIN (VALUES ('SELECT'), ('INSERT'), ('UPDATE'), ('DELETE')) AS p (privilege)
  WHERE p.privilege = ANY (d.rights)
  UNION ALL
  SELECT 'table ' || name, 'quintet_billing', 'SELECT'
  FROM quintet.declared_tables WHERE billing_columns = '{*}'
  UNION ALL
  SELECT format('column %s.%I', d.name, c), 'quintet_billing', 'SELECT'
  FROM quintet.declared_tables d CROSS JOIN LATERAL unnest(d.billing_columns) AS c
), ours AS (
  -- Neither the system's nor an extension's.
  SELECT n.oid, n.nspname FROM pg_catalog.pg_namespace n
  WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
), relations AS (
  SELECT c.* FROM pg_catalog.pg_class c
  WHERE c.relnamespace IN (SELECT oid FROM ours)
    AND NOT EXISTS (
      SELECT FROM pg_catalog.pg_depend d
      WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid
        AND d.deptype = 'e')
), held (object, grantee, privilege) AS (
  SELECT format('table %I.%I', o.nspname, c.relname), a.grantee, a.privilege_type
  FROM relations c
  JOIN ours o ON o.oid = c.relnamespace
  CROSS JOIN LATERAL pg_catalog.aclexplode(c.relacl) a
  UNION ALL
  SELECT format('column %I.%I.%I', o.nspname, c.relname, t.attname), a.grantee, a.privilege_type
  FROM relations c
  JOIN ours o ON o.oid = c.relnamespace
  JOIN pg_catalog.pg_attribute t ON t.attrelid = c.oid AND t.attacl IS NOT NULL
  CROSS JOIN LATERAL pg_catalog.aclexplode(t.attacl) a
  UNION ALL
  SELECT format('schema %I', n.nspname), a.grantee, a.privilege_type
  FROM pg_catalog.pg_namespace n
  JOIN ours o ON o.oid = n.oid
  CROSS JOIN LATERAL pg_catalog.aclexplode(n.nspacl) a
  UNION ALL
  SELECT format('function %I.%I', o.nspname, p.proname), a.grantee, a.privilege_type
  FROM pg_catalog.pg_proc p
  JOIN ours o ON o.oid = p.pronamespace AND (o.nspname = 'quintet' OR o.nspname ~ '^tenant_')
  CROSS JOIN LATERAL pg_catalog.aclexplode(
    coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))) a
  UNION ALL
  SELECT 'database', a.grantee, a.privilege_type
  FROM pg_catalog.pg_database b
  CROSS JOIN LATERAL pg_catalog.aclexplode(
    coalesce(b.datacl, pg_catalog.acldefault('d', b.datdba))) a
  WHERE b.datname = current_database()
)
SELECT format('%s has the right %s on %s', g.name, h.privilege, h.object)
FROM held h
JOIN guarded g ON g.oid = h.grantee
WHERE NOT EXISTS (
  SELECT FROM allowed a
  WHERE a.object = h.object AND a.grantee = g.name AND a.privilege = h.privilege)
