-- Writes whose effect lies in another store, from before it begins until they are recorded: a row for
-- each tenant of a call. The transaction that records them deletes it; what is left when that is
-- rolled back or its process dies may have its effect. The first byte of writes is their version.
CREATE TABLE quintet.unfinished_writes (
  tenant_id text COLLATE "C" NOT NULL,
  call      uuid NOT NULL,
  operation text NOT NULL CHECK (char_length(operation) BETWEEN 1 AND 63),
  process   integer NOT NULL,
  writes    bytea NOT NULL,
  begun_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, call)
);
ALTER TABLE quintet.unfinished_writes ALTER COLUMN writes SET STORAGE EXTERNAL;
SELECT quintet.tenant_table('quintet.unfinished_writes', billing_columns => '{operation,begun_at}');
