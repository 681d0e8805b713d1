-- An insert makes a part for each partition of its rows, each visible by itself. So a batch lies in one
-- partition: that of its month or, when it spans several, the one of scattered batches. A batch is
-- then there as a whole or not at all, and no batch makes more parts than another of its size.
-- The index finds what was received at an instant, without its symbols.
ALTER TABLE quintet.ticks
  ADD COLUMN IF NOT EXISTS scattered UInt8 CODEC(ZSTD(1)),
  ADD INDEX IF NOT EXISTS received received_time TYPE minmax GRANULARITY 1;

DROP TABLE IF EXISTS quintet.ticks_next;

CREATE TABLE quintet.ticks_next AS quintet.ticks
ENGINE = MergeTree
PARTITION BY if(scattered = 1, 0, toYYYYMM(event_time))
ORDER BY (tenant_id, symbol, event_time, sequence, source, received_time, writer)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

INSERT INTO quintet.ticks_next SELECT * FROM quintet.ticks
SETTINGS max_partitions_per_insert_block = 0;

EXCHANGE TABLES quintet.ticks AND quintet.ticks_next;

DROP TABLE quintet.ticks_next SYNC SETTINGS max_table_size_to_drop = 0;
