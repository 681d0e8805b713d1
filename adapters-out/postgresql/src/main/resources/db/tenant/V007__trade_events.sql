-- What happened to positions beside fills: corrections, busts, splits and dividends; only added. Fills are
-- what counts: a corrected one is changed, an annulled one deleted, and what it was is kept here.
ALTER TABLE ${schema}.fills
  -- The sequence of what corrected it last; not there: it is as it was recorded.
  ADD COLUMN version bigint CHECK (version > sequence),
  ADD COLUMN multiplier numeric(18, 8) NOT NULL DEFAULT 1 CHECK (multiplier > 0),
  ADD COLUMN rate numeric(22, 12) NOT NULL DEFAULT 1 CHECK (rate > 0);

-- Those of the fill that closed; lots that are open have them as two more words.
ALTER TABLE ${schema}.closed_lots
  ADD COLUMN multiplier numeric(18, 8) NOT NULL DEFAULT 1 CHECK (multiplier > 0),
  ADD COLUMN rate numeric(22, 12) NOT NULL DEFAULT 1 CHECK (rate > 0);

CREATE TABLE ${schema}.trade_events (
  account_id  text COLLATE "C" NOT NULL
              REFERENCES ${schema}.trading_accounts DEFERRABLE INITIALLY DEFERRED,
  event_id    text COLLATE "C" NOT NULL CHECK (char_length(event_id) BETWEEN 1 AND 100),
  user_id     text COLLATE "C" NOT NULL,
  -- Counted together with the account's fills.
  sequence    bigint NOT NULL CHECK (sequence > 0),
  kind        text NOT NULL CHECK (kind IN ('correction', 'bust', 'split', 'dividend')),
  symbol      text COLLATE "C" NOT NULL CHECK (char_length(symbol) BETWEEN 1 AND 64),
  at          timestamptz NOT NULL,
  -- Of a correction or a bust: the fill, as it was before, and as it is since.
  trade_id    text COLLATE "C",
  before      text,
  after       text,
  -- Of a split.
  units_to    bigint CHECK (units_to > 0),
  units_from  bigint CHECK (units_from > 0),
  -- Of a dividend.
  amount      numeric(18, 8) CHECK (amount > 0),
  recorded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (account_id, event_id),
  CONSTRAINT event_of_that_sequence UNIQUE (account_id, sequence)
);
CREATE INDEX trade_events_of_a_symbol ON ${schema}.trade_events (account_id, symbol, at)
  WHERE kind IN ('split', 'dividend');
CREATE UNIQUE INDEX one_bust_of_a_fill ON ${schema}.trade_events (account_id, trade_id)
  WHERE kind = 'bust';

SELECT quintet.tenant_table('${schema}.trade_events', append_only => true,
  owner_column => 'user_id', canary => '{"kind": "bust"}');
SELECT quintet.tenant_table('${schema}.fills', owner_column => 'user_id',
  rights => '{SELECT,INSERT,UPDATE,DELETE}', canary => '{"side": "buy"}');
