-- A fill that is annulled stays as its last version, which the views do not show. What was put before has a
-- multiplier and a rate of 0, which no fill has, until it is put again.
ALTER TABLE quintet.fills
  ADD COLUMN IF NOT EXISTS multiplier Decimal(18, 8),
  ADD COLUMN IF NOT EXISTS rate Decimal(22, 12),
  ADD COLUMN IF NOT EXISTS state Enum8('counts' = 1, 'annulled' = 2);
