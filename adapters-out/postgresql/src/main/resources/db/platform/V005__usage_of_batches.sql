-- Whoever reads the usage of every tenant may also see which event counts a batch, so that a batch
-- without its event can be found; not its id, content or sender.
CREATE POLICY billing ON quintet.tick_batches TO quintet_billing USING (true) WITH CHECK (true);
GRANT SELECT (tenant_id, kind, accepted, received_at, usage_event)
  ON quintet.tick_batches TO quintet_billing;
