-- The identity of a tick is (symbol, source, kind, event time, sequence): a trade does not replace a
-- quote of its instant. Both are in every row, so reads find what was written before as well.
-- annulled: from this version on there is no such tick. writer tells apart what two services received
-- in the same microsecond; within one there is no such pair. A column that is new may end the sorting
-- key without rewriting a row; rows from before have 0.
ALTER TABLE quintet.ticks
  ADD COLUMN IF NOT EXISTS annulled UInt8 CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS writer UInt32 CODEC(ZSTD(1)),
  MODIFY ORDER BY (tenant_id, symbol, event_time, sequence, source, received_time, writer);

-- Made from identities without a kind. They are built again, and read from the ticks until then.
TRUNCATE TABLE quintet.bars_1m;
