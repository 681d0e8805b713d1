-- Every tenant has its schema, and it is the owner's.
, schemas AS (
  SELECT 'tenant_' || t.tenant_id AS name, n.oid, n.nspowner
  FROM quintet.tenant_schemas t
  LEFT JOIN pg_catalog.pg_namespace n ON n.nspname = 'tenant_' || t.tenant_id
)
SELECT format('schema %I does not exist', name) FROM schemas WHERE oid IS NULL
UNION ALL
SELECT format('schema %I is not owned by quintet_owner', name)
FROM schemas
WHERE pg_catalog.pg_get_userbyid(nspowner) <> 'quintet_owner'
