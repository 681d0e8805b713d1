-- Whether any batch was received later than the clock of a service that starts: a few pages say so.
CREATE INDEX tick_batches_by_receipt ON quintet.tick_batches
  USING brin (received_at) WITH (autosummarize = on);
