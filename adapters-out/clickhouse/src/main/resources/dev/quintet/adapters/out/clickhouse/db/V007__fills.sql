-- Fills as PostgreSQL recorded them; of one id the highest sequence of its account counts. Not in
-- partitions: a version of another time would be in another one, and a period read without the first.
CREATE TABLE IF NOT EXISTS quintet.fills (
  tenant_id LowCardinality(String),
  account_id String,
  trade_id String,
  user_id String,
  sequence UInt64,
  symbol LowCardinality(String),
  side Enum8('buy' = 1, 'sell' = 2),
  quantity Decimal(38, 8),
  price Decimal(18, 8),
  currency LowCardinality(String),
  commission Decimal(20, 4),
  swap Decimal(20, 4),
  funding Decimal(20, 4),
  executed_at DateTime64(6, 'UTC'),
  position String,
  strategy LowCardinality(String),
  agents Array(String),
  decision_id String,
  order_id String,
  execution_id String,
  recorded_at DateTime64(6, 'UTC')
)
ENGINE = ReplacingMergeTree(sequence)
ORDER BY (tenant_id, account_id, trade_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
