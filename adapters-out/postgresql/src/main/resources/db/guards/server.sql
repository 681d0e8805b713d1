-- What is acknowledged survives a crash of the server and a loss of power.
SELECT format('setting %s is %s, not on', name, setting)
FROM pg_catalog.pg_settings
WHERE name IN ('fsync', 'full_page_writes') AND setting <> 'on'
UNION ALL
SELECT format('PostgreSQL %s is too old: 17 or later ends a transaction that lasts too long',
              current_setting('server_version'))
WHERE current_setting('server_version_num')::int < 170000
