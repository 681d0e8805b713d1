-- ${schema}: the tenant's schema; ${role}: its role; ${tenant}: its id.
CREATE TABLE ${schema}.configurations (
  key        text COLLATE "C" PRIMARY KEY CHECK (char_length(key) BETWEEN 1 AND 200),
  value      jsonb NOT NULL,
  version    bigint NOT NULL DEFAULT 1 CHECK (version > 0),
  updated_at timestamptz NOT NULL
);
ALTER TABLE ${schema}.configurations ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
-- The shared role reaches the table only while it acts for this tenant: a statement that names
-- the wrong schema finds nothing.
CREATE POLICY service ON ${schema}.configurations TO database_service_role
  USING ('${tenant}' = ANY (quintet.current_tenants()))
  WITH CHECK ('${tenant}' = ANY (quintet.current_tenants()));
CREATE POLICY own ON ${schema}.configurations TO ${role} USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON ${schema}.configurations TO database_service_role, ${role};
