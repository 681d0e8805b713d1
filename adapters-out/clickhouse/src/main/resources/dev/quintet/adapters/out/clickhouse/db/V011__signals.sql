-- Signals as PostgreSQL recorded them; one that comes twice counts once.
CREATE TABLE IF NOT EXISTS quintet.signals (
  tenant_id LowCardinality(String),
  signal_id String,
  user_id String,
  symbol LowCardinality(String),
  timeframe UInt64,
  type Enum8('buy' = 1, 'sell' = 2, 'hold' = 3, 'close' = 4),
  strength Decimal(18, 8),
  confidence Decimal(18, 8),
  strategy LowCardinality(String),
  agents Array(String),
  signalled_at DateTime64(6, 'UTC'),
  tier LowCardinality(String),
  number UInt64,
  recorded_at DateTime64(6, 'UTC')
)
ENGINE = ReplacingMergeTree
ORDER BY (tenant_id, signal_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
