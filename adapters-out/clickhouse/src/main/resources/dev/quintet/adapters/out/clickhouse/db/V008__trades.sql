-- What fills closed. Of one fill the highest sequence of its account counts; without parts it closes nothing
-- any more. A fill whose time is corrected leaves such a row at the time that it had, so that every version
-- of a key lies in one partition.
CREATE TABLE IF NOT EXISTS quintet.trades (
  tenant_id LowCardinality(String),
  account_id String,
  user_id String,
  closed_at DateTime64(6, 'UTC'),
  trade_id String,
  sequence UInt64,
  symbol LowCardinality(String),
  position String,
  number UInt64,
  currency LowCardinality(String),
  opened_at DateTime64(6, 'UTC'),
  quantity Decimal(38, 8),
  gross Decimal(20, 4),
  commission Decimal(20, 4),
  swap Decimal(20, 4),
  funding Decimal(20, 4),
  part_strategies Array(String),
  part_agents Array(Array(String)),
  part_openings Array(DateTime64(6, 'UTC')),
  part_quantities Array(Decimal(38, 8)),
  part_gross Array(Decimal(20, 4)),
  part_commissions Array(Decimal(20, 4)),
  part_swaps Array(Decimal(20, 4)),
  part_funding Array(Decimal(20, 4))
)
ENGINE = ReplacingMergeTree(sequence)
PARTITION BY toYear(closed_at)
ORDER BY (tenant_id, account_id, closed_at, trade_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
