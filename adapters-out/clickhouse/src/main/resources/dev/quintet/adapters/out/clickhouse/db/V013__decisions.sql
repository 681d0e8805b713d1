-- Decisions as PostgreSQL recorded them, each with the outcome that counts: that of the highest version, whatever
-- order they come in. A probability is an array of one, or of none where none was stated; so is an empty tier.
CREATE TABLE IF NOT EXISTS quintet.decisions (
  tenant_id LowCardinality(String),
  decision_id String,
  user_id String,
  agent LowCardinality(String),
  type Enum8('buy' = 1, 'sell' = 2, 'hold' = 3),
  symbol LowCardinality(String),
  timeframe UInt64,
  confidence Decimal(18, 8),
  probability Array(Decimal(18, 8)),
  model LowCardinality(String),
  decided_at DateTime64(6, 'UTC'),
  tier LowCardinality(String),
  recorded_at DateTime64(6, 'UTC'),
  version UInt64,
  outcome Enum8('pending' = 1, 'profitable' = 2, 'loss' = 3, 'breakeven' = 4),
  profit Decimal(20, 4),
  currency LowCardinality(String),
  known_at DateTime64(6, 'UTC')
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (tenant_id, decision_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
