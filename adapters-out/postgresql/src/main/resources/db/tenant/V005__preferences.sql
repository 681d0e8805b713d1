CREATE TABLE ${schema}.preferences (
  user_id    text COLLATE "C" NOT NULL REFERENCES ${schema}.users DEFERRABLE INITIALLY DEFERRED,
  key        text COLLATE "C" NOT NULL CHECK (char_length(key) BETWEEN 1 AND 128),
  -- As it was sent: jsonb would write it anew.
  value      text NOT NULL CHECK (value IS JSON),
  version    bigint NOT NULL CHECK (version > 0),
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (user_id, key)
);
SELECT quintet.tenant_table('${schema}.preferences', owner_column => 'user_id',
  canary => '{"value": "{}"}');

-- What a notification says is never changed; what became of it is.
CREATE TABLE ${schema}.notifications (
  notification_id text COLLATE "C" PRIMARY KEY CHECK (char_length(notification_id) BETWEEN 1 AND 128),
  user_id         text COLLATE "C" NOT NULL REFERENCES ${schema}.users DEFERRABLE INITIALLY DEFERRED,
  channel         text COLLATE "C" NOT NULL CHECK (char_length(channel) BETWEEN 1 AND 32),
  type            text COLLATE "C" NOT NULL CHECK (char_length(type) BETWEEN 1 AND 64),
  content         text NOT NULL CHECK (content IS JSON),
  delivery        text NOT NULL CHECK (delivery IN ('queued', 'sent', 'delivered', 'failed')),
  delivery_at     timestamptz NOT NULL,
  read_at         timestamptz,
  created_at      timestamptz NOT NULL
);
CREATE INDEX notifications_of_a_user
  ON ${schema}.notifications (user_id, created_at, notification_id);
SELECT quintet.tenant_table('${schema}.notifications', owner_column => 'user_id',
  canary => '{"delivery": "queued", "content": "{}"}');

CREATE TABLE ${schema}.risk_snapshots (
  snapshot_id text COLLATE "C" PRIMARY KEY CHECK (char_length(snapshot_id) BETWEEN 1 AND 128),
  user_id     text COLLATE "C" NOT NULL REFERENCES ${schema}.users DEFERRABLE INITIALLY DEFERRED,
  -- Empty: of the user as a whole.
  account_id  text COLLATE "C" NOT NULL,
  content     text NOT NULL CHECK (content IS JSON),
  taken_at    timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX risk_snapshots_of_a_user
  ON ${schema}.risk_snapshots (user_id, account_id, taken_at, snapshot_id);
SELECT quintet.tenant_table('${schema}.risk_snapshots', owner_column => 'user_id',
  rights => '{SELECT,INSERT,DELETE}',
  canary => '{"content": "{}"}');
