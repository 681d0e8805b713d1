-- How positions follow from the fills of an account.
ALTER TABLE ${schema}.trading_accounts
  ADD COLUMN position_mode text NOT NULL DEFAULT 'netting'
    CHECK (position_mode IN ('netting', 'hedging')),
  ADD COLUMN cost_method text NOT NULL DEFAULT 'fifo'
    CHECK (cost_method IN ('fifo', 'lifo', 'average'));

CREATE TABLE ${schema}.fills (
  account_id   text COLLATE "C" NOT NULL
               REFERENCES ${schema}.trading_accounts DEFERRABLE INITIALLY DEFERRED,
  trade_id     text COLLATE "C" NOT NULL CHECK (char_length(trade_id) BETWEEN 1 AND 100),
  user_id      text COLLATE "C" NOT NULL,
  sequence     bigint NOT NULL CHECK (sequence > 0),
  symbol       text COLLATE "C" NOT NULL CHECK (char_length(symbol) BETWEEN 1 AND 64),
  -- The name of the position where the account hedges; empty where it nets.
  hedge        text COLLATE "C" NOT NULL CHECK (char_length(hedge) <= 100),
  side         text NOT NULL CHECK (side IN ('buy', 'sell')),
  quantity     numeric(38, 8) NOT NULL CHECK (quantity > 0),
  price        numeric(18, 8) NOT NULL CHECK (price > 0),
  commission   numeric(20, 4) NOT NULL,
  swap         numeric(20, 4) NOT NULL,
  funding      numeric(20, 4) NOT NULL,
  at           timestamptz NOT NULL,
  -- As it was sent, with the fields behind it; empty: not known.
  position     text COLLATE "C" NOT NULL,
  strategy     text COLLATE "C" NOT NULL,
  agents       text[] COLLATE "C" NOT NULL,
  decision_id  text COLLATE "C" NOT NULL,
  order_id     text COLLATE "C" NOT NULL,
  execution_id text COLLATE "C" NOT NULL,
  recorded_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (account_id, trade_id),
  CONSTRAINT fill_of_that_sequence UNIQUE (account_id, sequence)
);
CREATE INDEX fills_by_time ON ${schema}.fills (at, account_id, sequence);
CREATE INDEX fills_of_an_account ON ${schema}.fills (account_id, at, sequence);
CREATE INDEX fills_of_a_position ON ${schema}.fills (account_id, symbol, hedge, sequence);

-- What the fills of a position lead to; replaying them gives the same.
CREATE TABLE ${schema}.positions (
  account_id    text COLLATE "C" NOT NULL
                REFERENCES ${schema}.trading_accounts DEFERRABLE INITIALLY DEFERRED,
  symbol        text COLLATE "C" NOT NULL CHECK (char_length(symbol) BETWEEN 1 AND 64),
  hedge         text COLLATE "C" NOT NULL CHECK (char_length(hedge) <= 100),
  user_id       text COLLATE "C" NOT NULL,
  quantity      numeric(38, 8) NOT NULL,
  average_price numeric NOT NULL,
  realised      numeric(20, 4) NOT NULL,
  -- With 16 digits after the point.
  gross         numeric NOT NULL,
  dividends     numeric NOT NULL,
  commission    numeric(20, 4) NOT NULL,
  swap          numeric(20, 4) NOT NULL,
  funding       numeric(20, 4) NOT NULL,
  cycles        bigint NOT NULL CHECK (cycles >= 0),
  -- Open lots, the oldest first: trade, side, time, quantity, cost, commission, swap, funding.
  lots          text[] NOT NULL,
  changed_at    timestamptz NOT NULL,
  PRIMARY KEY (account_id, symbol, hedge),
  CONSTRAINT position_with_lots_is_open CHECK ((quantity = 0) = (cardinality(lots) = 0))
);

CREATE TABLE ${schema}.closed_lots (
  account_id  text COLLATE "C" NOT NULL,
  symbol      text COLLATE "C" NOT NULL,
  hedge       text COLLATE "C" NOT NULL,
  -- 1 for the first of its position.
  number      bigint NOT NULL CHECK (number > 0),
  user_id     text COLLATE "C" NOT NULL,
  cycle       bigint NOT NULL CHECK (cycle > 0),
  opened      text COLLATE "C" NOT NULL,
  opened_at   timestamptz NOT NULL,
  closed      text COLLATE "C" NOT NULL,
  closed_at   timestamptz NOT NULL,
  side        text NOT NULL CHECK (side IN ('buy', 'sell')),
  quantity    numeric(38, 8) NOT NULL CHECK (quantity > 0),
  cost        numeric NOT NULL,
  close_price numeric(18, 8) NOT NULL CHECK (close_price > 0),
  gross       numeric(20, 4) NOT NULL,
  commission  numeric(20, 4) NOT NULL,
  swap        numeric(20, 4) NOT NULL,
  funding     numeric(20, 4) NOT NULL,
  PRIMARY KEY (account_id, symbol, hedge, number),
  FOREIGN KEY (account_id, symbol, hedge) REFERENCES ${schema}.positions
    DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (account_id, opened) REFERENCES ${schema}.fills DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (account_id, closed) REFERENCES ${schema}.fills DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX closed_lots_by_time ON ${schema}.closed_lots (account_id, closed_at);

SELECT quintet.tenant_table('${schema}.fills', append_only => true, owner_column => 'user_id',
  canary => '{"side": "buy"}');
SELECT quintet.tenant_table('${schema}.positions', owner_column => 'user_id',
  rights => '{SELECT,INSERT,UPDATE}', canary => '{"quantity": 0}');
SELECT quintet.tenant_table('${schema}.closed_lots', owner_column => 'user_id',
  rights => '{SELECT,INSERT,DELETE}', canary => '{"side": "buy"}');
