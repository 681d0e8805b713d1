-- One ledger for the writes of every domain. Batches move over: those of ticks and of bars are both
-- of the kind "batch", because they share ids. The rows are rewritten by changes of type: an update
-- would find none, since row security binds the owner as well.
ALTER TABLE quintet.tick_batches RENAME TO writes;
ALTER TABLE quintet.writes RENAME COLUMN batch_id TO id;
ALTER TABLE quintet.writes RENAME COLUMN received_at TO at;
ALTER TABLE quintet.writes
  DROP CONSTRAINT tick_batches_pkey,
  DROP CONSTRAINT tick_batches_accepted_check,
  DROP CONSTRAINT tick_batches_rejected_check,
  DROP CONSTRAINT tick_batches_kind_check;
ALTER TABLE quintet.writes
  ALTER COLUMN rejected TYPE text COLLATE "C" USING '1 ' || accepted || ' ' || rejected,
  ALTER COLUMN accepted TYPE bigint USING CASE kind WHEN 'ticks' THEN accepted ELSE 0 END,
  ALTER COLUMN kind TYPE text COLLATE "C" USING 'batch';
ALTER TABLE quintet.writes RENAME COLUMN rejected TO outcome;
ALTER TABLE quintet.writes RENAME COLUMN accepted TO usage_count;
ALTER TABLE quintet.writes
  ADD PRIMARY KEY (tenant_id, kind, id),
  ADD CHECK (char_length(kind) BETWEEN 1 AND 63),
  ADD CHECK (char_length(id) BETWEEN 1 AND 200),
  ADD CHECK (char_length(outcome) <= 1000),
  ADD CHECK (usage_count >= 0);
ALTER TABLE quintet.writes RENAME CONSTRAINT tick_batches_content_sha256_check
  TO writes_content_sha256_check;
ALTER INDEX quintet.tick_batches_by_receipt RENAME TO writes_by_time;
REVOKE SELECT (kind) ON quintet.writes FROM quintet_billing;

-- A type is a word of the program. Which words there are, the program knows.
ALTER TABLE quintet.usage_events
  DROP CONSTRAINT usage_events_type_check,
  ADD CHECK (type ~ '^[a-z][a-z0-9_]{0,62}$');
