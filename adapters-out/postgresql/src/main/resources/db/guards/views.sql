-- A view reads with the rights of its owner unless told otherwise, a materialized one always did.
SELECT CASE c.relkind
    WHEN 'v' THEN format('view %I.%I reads with the rights of its owner', n.nspname, c.relname)
    ELSE format('materialized view %I.%I has no row security', n.nspname, c.relname)
  END
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('v', 'm')
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_options_to_table(c.reloptions) o
    WHERE o.option_name = 'security_invoker' AND o.option_value::boolean)
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend d
    WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid
      AND d.deptype = 'e')
  AND (n.nspname = 'quintet'
       OR n.nspname IN (SELECT 'tenant_' || tenant_id FROM quintet.tenant_schemas)
       OR EXISTS (
         SELECT FROM serving_roles g WHERE pg_catalog.has_table_privilege(g.oid, c.oid, 'SELECT')))
