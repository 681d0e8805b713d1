-- Receipts of operations that all stores have had for long are forgotten. They lie in the order of their time,
-- more or less, so that an index of a few pages finds them.
SELECT quintet.tenant_table('quintet.receipts', rights => '{SELECT,INSERT,UPDATE,DELETE}',
  owner_column => 'user_id',
  canary => '{"guarantee": "outbox", "state": "pending"}');
CREATE INDEX receipts_by_time ON quintet.receipts USING brin (recorded_at) WITH (autosummarize = on);
