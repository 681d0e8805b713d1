-- The symbols that somebody stores ticks or bars of, which max_symbols limits.
CREATE TABLE quintet.symbols (
  tenant_id text COLLATE "C" NOT NULL,
  -- '' for the tenant itself.
  user_id   text COLLATE "C" NOT NULL,
  -- '' is a row of its owner: whoever adds symbols at the same time waits for it.
  symbol    text COLLATE "C" NOT NULL CHECK (char_length(symbol) <= 64),
  PRIMARY KEY (tenant_id, user_id, symbol)
);
SELECT quintet.tenant_table('quintet.symbols', owner_column => 'user_id');
