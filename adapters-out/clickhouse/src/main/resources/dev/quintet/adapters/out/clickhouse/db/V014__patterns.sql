-- Patterns as PostgreSQL recorded them, a row for each model that put them somewhere; of one the highest
-- version counts. Embeddings have length 1. What a search compares lies together: one tenant's of one model.
CREATE TABLE IF NOT EXISTS quintet.patterns (
  tenant_id LowCardinality(String),
  model LowCardinality(String),
  generation UInt64,
  pattern_id String,
  user_id String,
  symbol LowCardinality(String),
  type LowCardinality(String),
  timeframe UInt64,
  features String,
  confidence Decimal(18, 8),
  decision_id String,
  seen_at DateTime64(6, 'UTC'),
  outcome LowCardinality(String),
  tier LowCardinality(String),
  version UInt64,
  recorded_at DateTime64(6, 'UTC'),
  embedding Array(Float32)
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (tenant_id, model, generation, pattern_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
