-- What is derived is built anew beside what is read: rows are of a generation, and views show the highest
-- that is complete. A row here is first one of a generation that is being built, then of one that is shown.
CREATE TABLE IF NOT EXISTS quintet.generations (
  tenant_id LowCardinality(String),
  projected LowCardinality(String),
  generation UInt64,
  shown UInt8
)
ENGINE = ReplacingMergeTree(shown)
ORDER BY (tenant_id, projected, generation)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- A column that is new may end the key without rewriting a row; what is there is of the first generation.
ALTER TABLE quintet.fills
  ADD COLUMN IF NOT EXISTS generation UInt64,
  MODIFY ORDER BY (tenant_id, account_id, trade_id, generation);

ALTER TABLE quintet.trades
  ADD COLUMN IF NOT EXISTS generation UInt64,
  MODIFY ORDER BY (tenant_id, account_id, closed_at, trade_id, generation);
