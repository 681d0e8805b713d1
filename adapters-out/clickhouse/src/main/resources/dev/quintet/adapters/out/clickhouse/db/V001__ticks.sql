-- Every version of every tick; nothing is replaced. Reads take one row per identity
-- (source, symbol, event time, sequence): the one received last.
-- The projection counts the rows of each hour and feed within the part that holds them, so the
-- count is exact at every instant: a rollup that was built from as many rows is up to date.
CREATE TABLE IF NOT EXISTS quintet.ticks (
  tenant_id LowCardinality(String),
  symbol LowCardinality(String),
  source LowCardinality(String),
  kind Enum8('quote' = 1, 'trade' = 2),
  tier Enum8('free' = 1, 'pro' = 2, 'enterprise' = 3),
  user_id LowCardinality(String),
  event_time DateTime64(9, 'UTC') CODEC(Delta, ZSTD(1)),
  sequence UInt32 CODEC(Delta, ZSTD(1)),
  bid Decimal(18, 8) CODEC(Delta, ZSTD(1)),
  ask Decimal(18, 8) CODEC(Delta, ZSTD(1)),
  spread Decimal(38, 8) MATERIALIZED toDecimal128(ask, 8) - bid CODEC(ZSTD(1)),
  price Decimal(18, 8) CODEC(Delta, ZSTD(1)),
  volume Decimal(38, 8) CODEC(ZSTD(1)),
  received_time DateTime64(6, 'UTC') CODEC(Delta, ZSTD(1)),
  PROJECTION tick_counts (
    SELECT
      tenant_id,
      symbol,
      intDiv(toUnixTimestamp64Nano(event_time), 3600000000000),
      source,
      count(),
      min(event_time),
      max(event_time)
    GROUP BY tenant_id, symbol, intDiv(toUnixTimestamp64Nano(event_time), 3600000000000), source
  )
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(event_time)
ORDER BY (tenant_id, symbol, event_time, sequence, source, received_time)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE VIEW IF NOT EXISTS quintet_views.ticks
DEFINER = quintet_definer SQL SECURITY DEFINER
AS SELECT
  tenant_id, symbol, source, kind, tier, user_id, event_time, sequence, bid, ask, spread, price,
  volume, received_time
FROM quintet.ticks;
