-- What agents decided, and what came of it; both are only added.
CREATE TABLE ${schema}.decisions (
  decision_id text COLLATE "C" PRIMARY KEY CHECK (char_length(decision_id) BETWEEN 1 AND 100),
  -- Not there: the tenant's own.
  user_id     text COLLATE "C",
  -- That of the user when it was recorded; not there: of nobody who is registered.
  tier        text CHECK (tier IN ('free', 'pro', 'enterprise')),
  agent       text COLLATE "C" NOT NULL CHECK (char_length(agent) BETWEEN 1 AND 64),
  type        text NOT NULL CHECK (type IN ('buy', 'sell', 'hold')),
  symbol      text COLLATE "C" NOT NULL CHECK (char_length(symbol) BETWEEN 1 AND 64),
  timeframe   bigint NOT NULL CHECK (timeframe > 0),
  confidence  numeric(9, 8) NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  probability numeric(9, 8) CHECK (probability BETWEEN 0 AND 1),
  -- Empty: not known.
  model       text COLLATE "C" NOT NULL CHECK (char_length(model) <= 64),
  at          timestamptz NOT NULL,
  reasoning   text NOT NULL CHECK (char_length(reasoning) <= 8192),
  conditions  text CHECK (octet_length(conditions) <= 16384 AND conditions IS JSON),
  features    text CHECK (octet_length(features) <= 16384 AND features IS JSON),
  recorded_at timestamptz NOT NULL DEFAULT now()
);

-- The one with the highest version counts.
CREATE TABLE ${schema}.decision_outcomes (
  decision_id text COLLATE "C" NOT NULL
              REFERENCES ${schema}.decisions DEFERRABLE INITIALLY DEFERRED,
  version     bigint NOT NULL CHECK (version > 0),
  user_id     text COLLATE "C",
  result      text NOT NULL CHECK (result IN ('pending', 'profitable', 'loss', 'breakeven')),
  profit      numeric(20, 4),
  currency    text COLLATE "C",
  at          timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (decision_id, version),
  CHECK ((result = 'pending') = (profit IS NULL)),
  CHECK ((profit IS NULL) = (currency IS NULL))
);

SELECT quintet.tenant_table('${schema}.decisions', append_only => true, owner_column => 'user_id',
  canary => '{"type": "hold", "confidence": 0}');
SELECT quintet.tenant_table('${schema}.decision_outcomes', append_only => true,
  owner_column => 'user_id', canary => '{"result": "pending", "version": 1}');
