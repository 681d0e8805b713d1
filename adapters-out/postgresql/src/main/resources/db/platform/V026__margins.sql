-- Money of accounts that is locked for trades, and how far each is.
CREATE TABLE quintet.margins (
  tenant_id  text COLLATE "C" NOT NULL,
  account_id text COLLATE "C" NOT NULL CHECK (char_length(account_id) BETWEEN 1 AND 64),
  margin_id  text COLLATE "C" NOT NULL CHECK (char_length(margin_id) BETWEEN 1 AND 100),
  user_id    text COLLATE "C" NOT NULL,
  amount     numeric(20, 4) NOT NULL CHECK (amount > 0),
  currency   text COLLATE "C" NOT NULL CHECK (char_length(currency) = 3),
  expires_at timestamptz NOT NULL,
  state      text NOT NULL
             CHECK (state IN ('reserved', 'filling', 'open', 'released', 'compensated')),
  -- Its values, one behind the other; empty: there is none yet.
  fill       text[] COLLATE "C" NOT NULL DEFAULT '{}',
  reason     text NOT NULL CHECK (char_length(reason) <= 500),
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, account_id, margin_id),
  CHECK (state NOT IN ('filling', 'open', 'released') OR cardinality(fill) > 0)
);
-- Few: those that somebody may have to go on with.
CREATE INDEX margins_unfinished ON quintet.margins (tenant_id, expires_at)
  WHERE state IN ('reserved', 'filling');
SELECT quintet.tenant_table('quintet.margins', rights => '{SELECT,INSERT,UPDATE}',
  owner_column => 'user_id',
  canary => '{"amount": 1, "currency": "EUR", "state": "reserved"}');
