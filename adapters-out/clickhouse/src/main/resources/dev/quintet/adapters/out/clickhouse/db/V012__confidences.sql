-- A confidence is an array of one, or of none where none is known, as in rows that were put before; so is an
-- empty tier. Of a trade: how many different ones its parts have, and their sum.
ALTER TABLE quintet.fills
  ADD COLUMN IF NOT EXISTS ai_confidence Array(Decimal(18, 8)),
  ADD COLUMN IF NOT EXISTS tier LowCardinality(String);

ALTER TABLE quintet.trades
  ADD COLUMN IF NOT EXISTS confidences UInt64,
  ADD COLUMN IF NOT EXISTS confidence_sum Decimal(18, 8),
  ADD COLUMN IF NOT EXISTS part_confidences Array(Array(Decimal(18, 8)));
