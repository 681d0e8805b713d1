-- What the payment provider said, by its own count; the messages are known by quintet.writes.
CREATE TABLE quintet.payment_events (
  tenant_id       text COLLATE "C" NOT NULL,
  subscription_id text COLLATE "C" NOT NULL,
  version         bigint NOT NULL CHECK (version >= 1),
  user_id         text COLLATE "C",
  event_id        text COLLATE "C" NOT NULL CHECK (char_length(event_id) BETWEEN 1 AND 200),
  failed          boolean NOT NULL,
  at              timestamptz NOT NULL,
  amount          numeric(20, 4),
  currency        text CHECK (currency ~ '^[A-Z]{3}$'),
  PRIMARY KEY (tenant_id, subscription_id, version),
  CHECK ((amount IS NULL) = (currency IS NULL))
);
SELECT quintet.tenant_table('quintet.payment_events', append_only => true,
  owner_column => 'user_id', shows_tenants_own => true);

-- Messages with a good signature that could not be applied: of whichever tenant they name, or none.
CREATE TABLE quintet.quarantined_webhooks (
  webhook_id     text COLLATE "C" NOT NULL CHECK (char_length(webhook_id) BETWEEN 1 AND 200),
  content_sha256 text COLLATE "C" NOT NULL CHECK (content_sha256 ~ '^[0-9a-f]{64}$'),
  body           text NOT NULL CHECK (octet_length(body) <= 65536),
  reason         text NOT NULL CHECK (char_length(reason) <= 1000),
  received_at    timestamptz NOT NULL,
  settled_at     timestamptz,
  PRIMARY KEY (webhook_id, content_sha256)
);
ALTER TABLE quintet.quarantined_webhooks ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY registry ON quintet.quarantined_webhooks TO quintet_registry
  USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE (settled_at) ON quintet.quarantined_webhooks TO quintet_registry;
