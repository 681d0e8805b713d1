-- An insert makes a part for each partition of its rows, each visible by itself. So a batch lies in one
-- partition: that of its month or, when it spans several, the one of scattered batches. A batch is
-- then there as a whole or not at all, and no batch makes more parts than another of its size.
-- The index finds what was received at an instant, without its symbols.
DROP TABLE IF EXISTS quintet.ticks_next;
CREATE TABLE quintet.ticks_next (
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
  annulled UInt8 CODEC(ZSTD(1)),
  writer UInt32 CODEC(ZSTD(1)),
  scattered UInt8 CODEC(ZSTD(1)),
  INDEX received received_time TYPE minmax GRANULARITY 1,
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
PARTITION BY if(scattered = 1, 0, toYYYYMM(event_time))
ORDER BY (tenant_id, symbol, event_time, sequence, source, received_time, writer)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

INSERT INTO quintet.ticks_next
  (tenant_id, symbol, source, kind, tier, user_id, event_time, sequence, bid, ask, price, volume,
   received_time, annulled, writer)
SELECT
  tenant_id, symbol, source, kind, tier, user_id, event_time, sequence, bid, ask, price, volume,
  received_time, annulled, writer
FROM quintet.ticks
SETTINGS max_partitions_per_insert_block = 0;

EXCHANGE TABLES quintet.ticks AND quintet.ticks_next;

DROP TABLE quintet.ticks_next SYNC SETTINGS max_table_size_to_drop = 0;
