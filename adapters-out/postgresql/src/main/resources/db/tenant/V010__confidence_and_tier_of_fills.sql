-- Not there: no confidence was stated; the fill was recorded before tiers were kept.
ALTER TABLE ${schema}.fills
  ADD COLUMN ai_confidence numeric(9, 8) CHECK (ai_confidence BETWEEN 0 AND 1),
  -- That of the owner of the account when the fill was recorded.
  ADD COLUMN tier text CHECK (tier IN ('free', 'pro', 'enterprise'));
