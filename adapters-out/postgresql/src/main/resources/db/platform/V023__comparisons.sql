-- How far what another store derives was compared with the record, and what was found.
CREATE TABLE quintet.comparisons (
  tenant_id        text COLLATE "C" NOT NULL,
  store            text COLLATE "C" NOT NULL CHECK (char_length(store) BETWEEN 1 AND 63),
  projection       text COLLATE "C" NOT NULL CHECK (char_length(projection) BETWEEN 1 AND 63),
  -- The comparison goes on with that day; null: it begins anew.
  next_day         date,
  days             bigint NOT NULL,
  agreeing         bigint NOT NULL,
  running_days     bigint NOT NULL,
  running_agreeing bigint NOT NULL,
  mended           bigint NOT NULL,
  compared_at      timestamptz,
  looked_at        timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, store, projection),
  CHECK (agreeing BETWEEN 0 AND days AND running_agreeing BETWEEN 0 AND running_days)
);
SELECT quintet.tenant_table('quintet.comparisons', rights => '{SELECT,INSERT,UPDATE}');
