-- Predictions as PostgreSQL recorded them; one that comes twice counts once. A price and an end are arrays of one
-- or none.
CREATE TABLE IF NOT EXISTS quintet.predictions (
  tenant_id LowCardinality(String),
  prediction_id String,
  user_id String,
  symbol LowCardinality(String),
  timeframe UInt64,
  model LowCardinality(String),
  model_version LowCardinality(String),
  direction Enum8('up' = 1, 'down' = 2, 'flat' = 3),
  price Array(Decimal(18, 8)),
  confidence Decimal(18, 8),
  made_at DateTime64(6, 'UTC'),
  valid_until Array(DateTime64(6, 'UTC')),
  features String,
  tier LowCardinality(String),
  number UInt64,
  recorded_at DateTime64(6, 'UTC')
)
ENGINE = ReplacingMergeTree
ORDER BY (tenant_id, symbol, timeframe, made_at, prediction_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
