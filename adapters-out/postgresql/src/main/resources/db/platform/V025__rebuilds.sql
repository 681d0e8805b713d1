-- What is built anew from the record, and how far it is.
CREATE TABLE quintet.rebuilds (
  tenant_id    text COLLATE "C" NOT NULL,
  projection   text COLLATE "C" NOT NULL CHECK (char_length(projection) BETWEEN 1 AND 63),
  number       integer NOT NULL CHECK (number > 0),
  state        text NOT NULL CHECK (state IN ('requested', 'building', 'shown', 'done')),
  generation   bigint NOT NULL,
  part         text COLLATE "C" NOT NULL,
  -- Where it goes on; null: at the beginning of the part.
  after        text COLLATE "C",
  built        bigint NOT NULL,
  total        bigint NOT NULL,
  requested_at timestamptz NOT NULL,
  changed_at   timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, projection, number)
);
CREATE UNIQUE INDEX rebuilds_one_at_a_time ON quintet.rebuilds (tenant_id, projection)
  WHERE state <> 'done';
SELECT quintet.tenant_table('quintet.rebuilds', rights => '{SELECT,INSERT,UPDATE}',
  canary => '{"state": "done", "number": 1}');
