-- The policies rest on two functions; a function that runs with its owner's rights goes past them.
SELECT format('function quintet.%s() is not the one of this version', f.name)
FROM (VALUES
  ('current_tenants',
   'RETURN string_to_array(NULLIF(current_setting(''quintet.tenants''::text, true), ''''::text),'
     || ' '',''::text)'),
  ('current_user_id',
   'RETURN NULLIF(current_setting(''quintet.user''::text, true), ''''::text)')
) AS f (name, body)
WHERE NOT EXISTS (
  SELECT FROM pg_catalog.pg_proc p
  JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
  WHERE n.nspname = 'quintet' AND p.proname = f.name AND p.pronargs = 0
    AND p.provolatile = 's' AND NOT p.prosecdef AND p.proconfig IS NULL
    AND pg_catalog.pg_get_function_sqlbody(p.oid) = f.body)
UNION ALL
-- What makes policies and grants is the owner's, and nobody else's.
SELECT format('function quintet.tenant_table may be executed by %s',
              CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.pg_get_userbyid(a.grantee) END)
FROM pg_catalog.pg_proc p
JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
CROSS JOIN LATERAL pg_catalog.aclexplode(
  coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))) a
WHERE n.nspname = 'quintet' AND p.proname = 'tenant_table'
  AND pg_catalog.pg_get_userbyid(a.grantee) <> 'quintet_owner'
UNION ALL
SELECT format('function %I.%I runs with the rights of its owner', n.nspname, p.proname)
FROM pg_catalog.pg_proc p
JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
WHERE p.prosecdef
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend d
    WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.objid = p.oid
      AND d.deptype = 'e')
