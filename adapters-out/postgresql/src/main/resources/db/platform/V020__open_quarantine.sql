-- Messages of a payment provider that are not settled: counted every few seconds, listed by operators.
CREATE INDEX quarantined_webhooks_open ON quintet.quarantined_webhooks
  (webhook_id, content_sha256) INCLUDE (received_at) WHERE settled_at IS NULL;
