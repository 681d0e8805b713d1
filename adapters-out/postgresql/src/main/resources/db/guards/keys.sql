-- A key that is unique over all tenants tells one tenant what another has.
SELECT format('unique index quintet.%I does not begin with the tenant', i.relname)
FROM pg_catalog.pg_index x
JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
JOIN pg_catalog.pg_class c ON c.oid = x.indrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = x.indkey[0]
WHERE n.nspname = 'quintet' AND x.indisunique
  AND c.relname NOT IN ('flyway_schema_history', 'api_keys', 'declared_tables', 'price_versions',
                        'scheduled_tasks', 'quarantined_webhooks')
  AND a.attname IS DISTINCT FROM 'tenant_id'
