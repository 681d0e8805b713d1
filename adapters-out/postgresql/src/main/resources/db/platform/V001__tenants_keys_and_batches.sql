GRANT USAGE ON SCHEMA quintet TO database_service_role, quintet_registry;

-- The tenants of the running transaction, from set_config('quintet.tenants', 'a,b', true). Never
-- raises: no context, or an emptied one, is NULL, which no policy lets pass.
CREATE FUNCTION quintet.current_tenants() RETURNS text[]
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN string_to_array(NULLIF(current_setting('quintet.tenants', true), ''), ',');
REVOKE ALL ON FUNCTION quintet.current_tenants() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION quintet.current_tenants() TO database_service_role;

CREATE TABLE quintet.tenants (
  tenant_id  text COLLATE "C" PRIMARY KEY CHECK (tenant_id ~ '^[a-z][a-z0-9_]{1,46}$'),
  name       text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
  tier       text NOT NULL CHECK (tier IN ('free', 'pro', 'enterprise')),
  state      text NOT NULL CHECK (state IN ('provisioning', 'active', 'suspended')),
  created_at timestamptz NOT NULL
);
ALTER TABLE quintet.tenants ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY registry ON quintet.tenants TO quintet_registry USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE (state) ON quintet.tenants TO quintet_registry;

-- The prefix is unique over all tenants: it is looked up before the tenant is known, is random and
-- tells nothing about whose it is.
CREATE TABLE quintet.api_keys (
  prefix        text COLLATE "C" PRIMARY KEY,
  secret_sha256 bytea NOT NULL CHECK (octet_length(secret_sha256) = 32),
  role          text NOT NULL
                CHECK (role IN ('service', 'billing', 'operator', 'tenant-admin', 'reader')),
  scope         text NOT NULL CHECK (scope IN ('one', 'listed', 'all')),
  tenants       text[] COLLATE "C" NOT NULL,
  created_at    timestamptz NOT NULL,
  expires_at    timestamptz,
  revoked_at    timestamptz,
  CHECK (scope <> 'one' OR cardinality(tenants) = 1),
  CHECK (scope <> 'all' OR cardinality(tenants) = 0)
);
ALTER TABLE quintet.api_keys ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY registry ON quintet.api_keys TO quintet_registry USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE (revoked_at) ON quintet.api_keys TO quintet_registry;

-- Which version of db/tenant a tenant's schema has. Written in the transaction that migrates it.
CREATE TABLE quintet.tenant_schemas (
  tenant_id   text COLLATE "C" PRIMARY KEY,
  version     integer NOT NULL CHECK (version >= 0),
  migrated_at timestamptz NOT NULL
);
ALTER TABLE quintet.tenant_schemas ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON quintet.tenant_schemas TO quintet_owner USING (true) WITH CHECK (true);

-- Batches whose ticks are stored. No foreign key to tenants: it would lock the tenant's row in
-- every transaction, and the tenant comes from a key that was checked against it.
CREATE TABLE quintet.tick_batches (
  tenant_id      text COLLATE "C" NOT NULL,
  batch_id       text COLLATE "C" NOT NULL,
  content_sha256 bytea NOT NULL CHECK (octet_length(content_sha256) = 32),
  accepted       integer NOT NULL CHECK (accepted >= 0),
  rejected       integer NOT NULL CHECK (rejected >= 0),
  received_at    timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, batch_id)
);
ALTER TABLE quintet.tick_batches ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON quintet.tick_batches TO database_service_role
  USING (tenant_id = ANY (quintet.current_tenants()))
  WITH CHECK (tenant_id = ANY (quintet.current_tenants()));
GRANT SELECT, INSERT ON quintet.tick_batches TO database_service_role;
