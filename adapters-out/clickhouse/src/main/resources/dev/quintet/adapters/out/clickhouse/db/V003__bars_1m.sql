-- The rollup: one row per symbol, feed and minute that has ticks, made from the latest version of
-- each tick. An hour of a symbol is built at once, in one part; chunk_rows says from how many rows
-- of ticks. It is up to date while the hour has exactly that many, since rows are only ever added.
-- first_* and last_* order the feeds of a minute: time in nanoseconds * 2^32 + sequence.
-- The mid price is kept as bid + ask: half of it can need a ninth digit.
CREATE TABLE IF NOT EXISTS quintet.bars_1m (
  tenant_id LowCardinality(String),
  symbol LowCardinality(String),
  source LowCardinality(String),
  start DateTime64(0, 'UTC') CODEC(Delta, ZSTD(1)),
  chunk_rows UInt64 CODEC(Delta, ZSTD(1)),
  quotes UInt64,
  first_quote Int128,
  last_quote Int128,
  bid_open Decimal(18, 8),
  bid_high Decimal(18, 8),
  bid_low Decimal(18, 8),
  bid_close Decimal(18, 8),
  ask_open Decimal(18, 8),
  ask_high Decimal(18, 8),
  ask_low Decimal(18, 8),
  ask_close Decimal(18, 8),
  sum_high Decimal(38, 8),
  sum_low Decimal(38, 8),
  quote_volume Decimal(38, 8),
  trades UInt64,
  first_trade Int128,
  last_trade Int128,
  trade_open Decimal(18, 8),
  trade_high Decimal(18, 8),
  trade_low Decimal(18, 8),
  trade_close Decimal(18, 8),
  trade_volume Decimal(38, 8)
)
ENGINE = ReplacingMergeTree(chunk_rows)
PARTITION BY toYYYYMM(start)
ORDER BY (tenant_id, symbol, start, source)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE VIEW IF NOT EXISTS quintet_views.bars_1m
DEFINER = quintet_definer SQL SECURITY DEFINER
AS SELECT
  tenant_id, symbol, source, start, chunk_rows, quotes, first_quote, last_quote, bid_open,
  bid_high, bid_low, bid_close, ask_open, ask_high, ask_low, ask_close, sum_high, sum_low,
  quote_volume, trades, first_trade, last_trade, trade_open, trade_high, trade_low, trade_close,
  trade_volume
FROM quintet.bars_1m FINAL;
