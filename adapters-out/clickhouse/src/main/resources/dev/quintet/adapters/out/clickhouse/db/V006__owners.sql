-- The owner is part of the identity of a tick and of an imported bar. It is in every tick already; the
-- counts by hour now have it too, so that what one user owns is found in them as well.
ALTER TABLE quintet.ticks ADD PROJECTION IF NOT EXISTS tick_counts_by_owner (
  SELECT
    tenant_id,
    symbol,
    intDiv(toUnixTimestamp64Nano(event_time), 3600000000000),
    source,
    user_id,
    count(),
    min(event_time),
    max(event_time)
  GROUP BY tenant_id, symbol, intDiv(toUnixTimestamp64Nano(event_time), 3600000000000), source, user_id
);

ALTER TABLE quintet.ticks MATERIALIZE PROJECTION tick_counts_by_owner SETTINGS mutations_sync = 1;

ALTER TABLE quintet.ticks DROP PROJECTION IF EXISTS tick_counts SETTINGS mutations_sync = 1;

-- A column that is new may end the key without rewriting a row; bars from before are the tenant's.
ALTER TABLE quintet.imported_bars
  ADD COLUMN IF NOT EXISTS user_id LowCardinality(String),
  MODIFY ORDER BY (tenant_id, symbol, source, interval_seconds, start, user_id);

-- first_* and last_* now order the owners of one place too: time in nanoseconds * 2^64 + sequence * 2^32
-- + the CRC-32 of the owner. The rollup is built again, and read from the ticks until then.
TRUNCATE TABLE quintet.bars_1m;
