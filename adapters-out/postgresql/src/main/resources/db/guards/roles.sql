-- Roles that serve callers have no way around row security, and none to another role.
, held AS (
  SELECT r.rolname, g.kind, a.attribute
  FROM pg_catalog.pg_roles r
  LEFT JOIN serving g ON g.name = r.rolname
  CROSS JOIN LATERAL (VALUES
    ('SUPERUSER', r.rolsuper), ('BYPASSRLS', r.rolbypassrls), ('REPLICATION', r.rolreplication),
    ('CREATEROLE', r.rolcreaterole), ('CREATEDB', r.rolcreatedb), ('LOGIN', r.rolcanlogin)
  ) AS a (attribute, held)
  WHERE a.held AND (g.kind IS NOT NULL OR r.rolname = 'quintet_owner')
)
SELECT format('role %I does not exist', g.name)
FROM serving g
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.rolname = g.name)
UNION ALL
SELECT format('role %I has the attribute %s', h.rolname, h.attribute)
FROM held h
WHERE CASE
  WHEN h.kind = 'login' THEN h.attribute <> 'LOGIN'
  WHEN h.kind = 'tenant' THEN true
  ELSE h.attribute IN ('SUPERUSER', 'BYPASSRLS', 'REPLICATION')
END
UNION ALL
-- The owner administers the tenants' roles that it made, and no other, without acting as one: what
-- PostgreSQL gives to the maker of a role from version 16 on. Nobody else is in a tenant's role, nor
-- in ours; a superuser needs no membership. Roles belong to the whole server: those of a second
-- Quintet database beside this one are among them.
SELECT format('role %I is a member of %I', u.rolname, r.rolname)
FROM pg_catalog.pg_auth_members m
JOIN pg_catalog.pg_roles u ON u.oid = m.member
JOIN pg_catalog.pg_roles r ON r.oid = m.roleid
-- Before version 16 every member acts as the role.
CROSS JOIN LATERAL (
  SELECT coalesce((pg_catalog.to_jsonb(m) ->> 'inherit_option')::boolean, true)
      OR coalesce((pg_catalog.to_jsonb(m) ->> 'set_option')::boolean, true)) AS a (acts)
WHERE u.rolname IN (SELECT name FROM serving)
   OR (u.rolname = 'quintet_owner' AND (r.rolname NOT LIKE 'tenant\_%' OR a.acts))
   OR (u.rolname <> 'quintet_owner' AND NOT u.rolsuper
       AND (r.rolname = 'quintet_owner' OR r.rolname IN (SELECT name FROM serving)))
