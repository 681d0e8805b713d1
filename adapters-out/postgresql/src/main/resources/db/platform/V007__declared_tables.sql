-- The user that the running transaction acts for, from set_config('quintet.user', 'ann', true); NULL:
-- for all users of its tenants. Never raises.
CREATE FUNCTION quintet.current_user_id() RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN NULLIF(current_setting('quintet.user', true), '');
REVOKE ALL ON FUNCTION quintet.current_user_id() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION quintet.current_user_id() TO database_service_role;

-- What tables were declared as: the guards compare each with what it is.
CREATE TABLE quintet.declared_tables (
  name            text COLLATE "C" PRIMARY KEY,
  rights          text[] NOT NULL CHECK (rights <@ '{SELECT,INSERT,UPDATE,DELETE}'),
  owner_column    text,
  billing_columns text[],
  canary          jsonb NOT NULL
);
ALTER TABLE quintet.declared_tables ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON quintet.declared_tables TO quintet_owner USING (true) WITH CHECK (true);

-- Declares a table of tenants: one that all share, in schema quintet with a column tenant_id, or one in
-- a tenant's own schema. Called once in the migration that makes the table, and again when what it says
-- changes: policies and grants are made anew.
--   append_only      rows are added and read, never changed
--   owner_column     text; a transaction for one user sees and writes that user's rows only
--   rights           instead of append_only: some of SELECT, INSERT, UPDATE, DELETE
--   billing_columns  what the billing system reads of every tenant; {*}: whole rows
--   canary           values for the isolation probe where a CHECK refuses the usual ones
CREATE FUNCTION quintet.tenant_table(
  target          regclass,
  append_only     boolean DEFAULT false,
  owner_column    text    DEFAULT NULL,
  rights          text[]  DEFAULT NULL,
  billing_columns text[]  DEFAULT NULL,
  canary          jsonb   DEFAULT '{}')
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  space     text;
  qualified text;
  readers   text := 'database_service_role';
  condition text := 'tenant_id = ANY (quintet.current_tenants())';
  granted   text[] := coalesce(rights, CASE
    WHEN append_only THEN '{SELECT,INSERT}' ELSE '{SELECT,INSERT,UPDATE,DELETE}' END::text[]);
  policy    text;
BEGIN
  SELECT n.nspname, format('%I.%I', n.nspname, c.relname) INTO space, qualified
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.oid = target;
  IF space ~ '^tenant_' THEN
    readers := readers || ', ' || quote_ident(space);
    condition := quote_literal(substr(space, 8)) || ' = ANY (quintet.current_tenants())';
  ELSIF space <> 'quintet' THEN
    RAISE EXCEPTION 'table % is in no schema of tenants', qualified;
  END IF;
  FOR policy IN SELECT p.polname FROM pg_catalog.pg_policy p WHERE p.polrelid = target LOOP
    EXECUTE format('DROP POLICY %I ON %s', policy, qualified);
  END LOOP;
  EXECUTE format('REVOKE ALL ON %s FROM PUBLIC, quintet_registry, quintet_billing, %s',
                 qualified, readers);
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', qualified);
  EXECUTE format('CREATE POLICY tenant ON %1$s TO database_service_role USING (%2$s) WITH CHECK (%2$s)',
                 qualified, condition);
  EXECUTE format('GRANT %s ON %s TO %s', array_to_string(granted, ', '), qualified, readers);
  IF space <> 'quintet' THEN
    -- For SQL that the tenant wrote: it can change any setting, so it is asked for none.
    EXECUTE format('CREATE POLICY own ON %s TO %I USING (true) WITH CHECK (true)', qualified, space);
  END IF;
  IF owner_column IS NOT NULL THEN
    condition := format('quintet.current_user_id() IS NULL OR %I = quintet.current_user_id()',
                        owner_column);
    EXECUTE format('CREATE POLICY owner ON %1$s AS RESTRICTIVE TO database_service_role
                    USING (%2$s) WITH CHECK (%2$s)', qualified, condition);
  END IF;
  IF billing_columns IS NOT NULL THEN
    EXECUTE format('CREATE POLICY billing ON %s TO quintet_billing USING (true) WITH CHECK (true)',
                   qualified);
    EXECUTE format('GRANT SELECT %s ON %s TO quintet_billing',
                   CASE WHEN billing_columns = '{*}' THEN ''
                     ELSE (SELECT '(' || string_agg(quote_ident(c), ', ') || ')'
                           FROM unnest(billing_columns) AS c) END,
                   qualified);
  END IF;
  DELETE FROM quintet.declared_tables d WHERE d.name = qualified;
  INSERT INTO quintet.declared_tables
  VALUES (qualified, granted, owner_column, billing_columns, canary);
END
$$;
REVOKE ALL ON FUNCTION quintet.tenant_table FROM PUBLIC;

SELECT quintet.tenant_table('quintet.writes', append_only => true,
  billing_columns => '{tenant_id,at,usage_count,usage_event}', canary => '{"usage_count": 0}');
SELECT quintet.tenant_table('quintet.usage_events', append_only => true, owner_column => 'user_id',
  billing_columns => '{*}', canary => '{"type": "api_calls"}');
