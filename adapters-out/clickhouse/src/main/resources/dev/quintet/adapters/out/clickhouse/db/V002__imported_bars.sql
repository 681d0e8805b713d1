-- Bars that somebody else made; of one start the import received last counts.
CREATE TABLE IF NOT EXISTS quintet.imported_bars (
  tenant_id LowCardinality(String),
  symbol LowCardinality(String),
  source LowCardinality(String),
  interval_seconds UInt32,
  start DateTime64(0, 'UTC') CODEC(Delta, ZSTD(1)),
  open Decimal(18, 8),
  high Decimal(18, 8),
  low Decimal(18, 8),
  close Decimal(18, 8),
  volume Decimal(38, 8),
  technical_indicators Map(String, Decimal(38, 18)),
  received_time DateTime64(6, 'UTC')
)
ENGINE = ReplacingMergeTree(received_time)
PARTITION BY toYYYYMM(start)
ORDER BY (tenant_id, symbol, source, interval_seconds, start)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE VIEW IF NOT EXISTS quintet_views.imported_bars
DEFINER = quintet_definer SQL SECURITY DEFINER
AS SELECT
  tenant_id, symbol, source, interval_seconds, start, open, high, low, close, volume,
  technical_indicators, received_time
FROM quintet.imported_bars FINAL;
