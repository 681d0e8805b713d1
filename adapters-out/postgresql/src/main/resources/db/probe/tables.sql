-- The shared tables and those of one tenant, each with the statement that adds a canary of that tenant:
-- a row of the usual values of its types, or of those that the table was declared with.
, cells AS (
  SELECT t.name, quote_ident(a.attname) AS cell, a.attname,
         CASE
           WHEN pg_catalog.jsonb_exists(d.canary, a.attname) THEN d.canary -> a.attname
           WHEN a.attname = 'tenant_id' AND t.tenant IS NULL THEN to_jsonb(p.tenant)
           WHEN y.typname = 'uuid' THEN '"00000000-0000-4000-8000-000000000000"'
           WHEN y.typname = 'bytea' THEN to_jsonb('\x' || repeat('00', 32))
           WHEN y.typname IN ('json', 'jsonb') THEN '{}'
           WHEN y.typcategory = 'S' THEN '"canary"'
           WHEN y.typcategory = 'N' THEN '1'
           WHEN y.typcategory = 'D' THEN '"2000-01-01T00:00:00Z"'
           WHEN y.typcategory = 'B' THEN 'false'
           WHEN y.typcategory = 'A' THEN '[]'
         END AS value
  FROM tables t
  JOIN quintet.declared_tables d ON d.name = t.name
  JOIN pg_catalog.pg_attribute a
    ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
  JOIN pg_catalog.pg_type y ON y.oid = a.atttypid
  CROSS JOIN (VALUES (?::text)) AS p (tenant)
  WHERE (t.tenant IS NULL OR t.tenant = p.tenant)
    AND (a.attnotnull AND NOT a.atthasdef AND a.attidentity = ''
      OR a.attname = d.owner_column
      OR pg_catalog.jsonb_exists(d.canary, a.attname)
      OR EXISTS (
        SELECT FROM pg_catalog.pg_index x
        WHERE x.indrelid = t.oid AND x.indisprimary AND a.attnum = ANY (x.indkey)))
), canaries AS (
  SELECT name, min(cell) AS cell,
         format(
           'INSERT INTO %1$s (%2$s) OVERRIDING SYSTEM VALUE
            SELECT %2$s FROM jsonb_populate_record(NULL::%1$s, %3$L)',
           name, string_agg(cell, ', '), jsonb_object_agg(attname, value)::text) AS insert
  FROM cells
  GROUP BY name
)
SELECT t.name, t.schema, c.cell, c.insert, quote_ident(d.owner_column),
       d.billing_columns IS NOT NULL,
       t.tenant IS NULL AND EXISTS (
         SELECT FROM pg_catalog.pg_policy p WHERE p.polrelid = t.oid AND p.polname = 'tenant')
FROM tables t
LEFT JOIN quintet.declared_tables d ON d.name = t.name
LEFT JOIN canaries c ON c.name = t.name
WHERE c.name IS NOT NULL
   OR t.tenant IS NULL AND t.name NOT IN (SELECT name FROM exempt WHERE policy = 'catalog')
ORDER BY t.name
