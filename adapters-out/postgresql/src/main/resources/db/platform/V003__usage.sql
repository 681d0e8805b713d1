-- What works with a key; usage is metered by it.
ALTER TABLE quintet.api_keys
  ADD COLUMN service text COLLATE "C" NOT NULL DEFAULT 'service'
    CHECK (service ~ '^[a-z][a-z0-9._-]{0,62}$');
ALTER TABLE quintet.api_keys ALTER COLUMN service DROP DEFAULT;

-- Who sent a batch, what its rows are, and the usage event that counts them.
ALTER TABLE quintet.tick_batches
  ADD COLUMN service     text COLLATE "C" NOT NULL DEFAULT 'service',
  ADD COLUMN user_id     text COLLATE "C",
  ADD COLUMN kind        text NOT NULL DEFAULT 'ticks' CHECK (kind IN ('ticks', 'bars')),
  ADD COLUMN usage_event uuid;
ALTER TABLE quintet.tick_batches
  ALTER COLUMN service DROP DEFAULT,
  ALTER COLUMN kind DROP DEFAULT;

-- Recorded once and never changed. recorded_at and at of ticks are the instant at which the
-- transaction began; a transaction for tenants is ended by the server before it is a minute old.
CREATE TABLE quintet.usage_events (
  tenant_id   text COLLATE "C" NOT NULL,
  event_id    uuid NOT NULL,
  service     text COLLATE "C" NOT NULL,
  user_id     text COLLATE "C",
  type        text COLLATE "C" NOT NULL CHECK (type IN ('api_calls', 'ticks_processed')),
  count       bigint NOT NULL CHECK (count > 0),
  at          timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  correction  boolean NOT NULL DEFAULT false,
  -- The order of the export: no transaction that is still running has a lower one.
  xact        xid8 NOT NULL DEFAULT pg_current_xact_id(),
  PRIMARY KEY (tenant_id, event_id),
  CHECK (at <= recorded_at)
);
CREATE INDEX usage_events_by_time ON quintet.usage_events (tenant_id, at);
CREATE INDEX usage_events_by_xact ON quintet.usage_events (xact, tenant_id, event_id);
ALTER TABLE quintet.usage_events ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON quintet.usage_events TO database_service_role
  USING (tenant_id = ANY (quintet.current_tenants()))
  WITH CHECK (tenant_id = ANY (quintet.current_tenants()));
CREATE POLICY billing ON quintet.usage_events TO quintet_billing USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON quintet.usage_events TO database_service_role;
GRANT USAGE ON SCHEMA quintet TO quintet_billing;
GRANT SELECT ON quintet.usage_events TO quintet_billing;
