-- Usage by the month that it is booked in, and sums of it that are kept with it.

-- The instant from which nothing is booked in the month of an instant any more: three days after its
-- end. UTC.
CREATE FUNCTION quintet.usage_closes_at(at timestamptz) RETURNS timestamptz
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (date_trunc('month', at AT TIME ZONE 'UTC') + interval '1 month' + interval '3 days')
    AT TIME ZONE 'UTC';
-- When what was used at an instant counts: then; or now, if its month is closed or it lies ahead.
CREATE FUNCTION quintet.usage_booked_at(at timestamptz, recorded timestamptz) RETURNS timestamptz
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN recorded < quintet.usage_closes_at(at) THEN LEAST(at, recorded) ELSE recorded END;
REVOKE ALL ON FUNCTION quintet.usage_closes_at(timestamptz) FROM PUBLIC;
REVOKE ALL ON FUNCTION quintet.usage_booked_at(timestamptz, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION quintet.usage_closes_at(timestamptz) TO database_service_role;
GRANT EXECUTE ON FUNCTION quintet.usage_booked_at(timestamptz, timestamptz) TO database_service_role;

ALTER TABLE quintet.usage_events RENAME TO usage_events_unpartitioned;
ALTER TABLE quintet.usage_events_unpartitioned NO FORCE ROW LEVEL SECURITY;
ALTER TABLE quintet.usage_events_unpartitioned RENAME CONSTRAINT usage_events_pkey
  TO usage_events_unpartitioned_pkey;
ALTER INDEX quintet.usage_events_by_time RENAME TO usage_events_unpartitioned_by_time;
ALTER INDEX quintet.usage_events_by_xact RENAME TO usage_events_unpartitioned_by_xact;

-- Recorded once and never changed. recorded_at, and at and booked_at of ticks, are the instant at which
-- the transaction began. An event of a closed month is booked in the running one and names that.
CREATE TABLE quintet.usage_events (
  tenant_id   text COLLATE "C" NOT NULL,
  event_id    uuid NOT NULL,
  service     text COLLATE "C" NOT NULL,
  user_id     text COLLATE "C",
  type        text COLLATE "C" NOT NULL CHECK (type ~ '^[a-z][a-z0-9_]{0,62}$'),
  count       bigint NOT NULL CHECK (count > 0),
  at          timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  correction  boolean NOT NULL DEFAULT false,
  -- The order of the export: no transaction that is still running has a lower one.
  xact        xid8 NOT NULL DEFAULT pg_current_xact_id(),
  booked_at   timestamptz NOT NULL DEFAULT now(),
  period      date NOT NULL DEFAULT date_trunc('month', now() AT TIME ZONE 'UTC')::date,
  corrects    text COLLATE "C" CHECK (corrects ~ '^[0-9]{4}-[0-9]{2}$'),
  PRIMARY KEY (tenant_id, event_id, period),
  CHECK (at <= recorded_at),
  CHECK (at <= booked_at),
  CHECK (period = date_trunc('month', booked_at AT TIME ZONE 'UTC')::date)
) PARTITION BY RANGE (period);
CREATE INDEX usage_events_by_time ON quintet.usage_events (tenant_id, booked_at);
CREATE INDEX usage_events_by_xact ON quintet.usage_events (xact, tenant_id, event_id);
-- For what all tenants used within minutes: they are inserted in the order of time.
CREATE INDEX usage_events_by_age ON quintet.usage_events
  USING brin (booked_at) WITH (autosummarize = on);

-- Sums of what is booked by day. A row has sixteen slots, by the process of the server: transactions
-- that last, because they write to another store too, seldom wait for each other.
CREATE TABLE quintet.usage_rollups (
  tenant_id   text COLLATE "C" NOT NULL,
  day         date NOT NULL,
  type        text COLLATE "C" NOT NULL,
  service     text COLLATE "C" NOT NULL,
  user_id     text COLLATE "C" NOT NULL,
  corrects    text COLLATE "C" NOT NULL,
  slot        integer NOT NULL,
  count       bigint NOT NULL,
  corrections bigint NOT NULL,
  PRIMARY KEY (tenant_id, day, type, service, user_id, corrects, slot)
) WITH (fillfactor = 50);

CREATE FUNCTION quintet.roll_up_usage() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- In the order of the key, so that transactions wait for each other instead of deadlocking.
  INSERT INTO quintet.usage_rollups AS r
    (tenant_id, day, type, service, user_id, corrects, slot, count, corrections)
  SELECT a.tenant_id, (a.booked_at AT TIME ZONE 'UTC')::date, a.type, a.service,
         coalesce(a.user_id, ''), coalesce(a.corrects, ''), pg_backend_pid() % 16,
         sum(a.count), coalesce(sum(a.count) FILTER (WHERE a.correction), 0)
  FROM added a
  GROUP BY 1, 2, 3, 4, 5, 6
  ORDER BY 1, 2, 3, 4, 5, 6
  ON CONFLICT (tenant_id, day, type, service, user_id, corrects, slot) DO UPDATE
    SET count = r.count + excluded.count, corrections = r.corrections + excluded.corrections;
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION quintet.roll_up_usage() FROM PUBLIC;

-- The partition of everything before the first month that is made by name.
DO $$
BEGIN
  EXECUTE format(
    'CREATE TABLE quintet.usage_events_before PARTITION OF quintet.usage_events
     FOR VALUES FROM (MINVALUE) TO (%L)',
    date_trunc('month', now() AT TIME ZONE 'UTC')::date - interval '1 month');
  ALTER TABLE quintet.usage_events_before ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
END
$$;

-- Makes the months from the one before that of the day to three after it, those that are missing;
-- returns how many it made. Inserts go on meanwhile: attaching locks out neither reads nor writes.
CREATE FUNCTION quintet.make_usage_months(today date) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  month date;
  name  text;
  made  integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('quintet.usage_months', 0));
  FOR month IN
    SELECT generate_series(date_trunc('month', today::timestamp) - interval '1 month',
                           date_trunc('month', today::timestamp) + interval '3 months', '1 month')
  LOOP
    name := 'usage_events_' || to_char(month, 'YYYY_MM');
    IF to_regclass('quintet.' || name) IS NULL THEN
      EXECUTE format('CREATE TABLE quintet.%I (LIKE quintet.usage_events
                      INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES)', name);
      EXECUTE format('ALTER TABLE quintet.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY',
                     name);
      EXECUTE format('ALTER TABLE quintet.usage_events ATTACH PARTITION quintet.%I
                      FOR VALUES FROM (%L) TO (%L)', name, month, month + interval '1 month');
      made := made + 1;
    END IF;
  END LOOP;
  RETURN made;
END
$$;
REVOKE ALL ON FUNCTION quintet.make_usage_months(date) FROM PUBLIC;
SELECT quintet.make_usage_months((now() AT TIME ZONE 'UTC')::date);

-- What was recorded before is booked at its time.
INSERT INTO quintet.usage_events
  (tenant_id, event_id, service, user_id, type, count, at, recorded_at, correction, xact, booked_at,
   period)
SELECT tenant_id, event_id, service, user_id, type, count, at, recorded_at, correction, xact, at,
       date_trunc('month', at AT TIME ZONE 'UTC')::date
FROM quintet.usage_events_unpartitioned;
INSERT INTO quintet.usage_rollups
SELECT tenant_id, (at AT TIME ZONE 'UTC')::date, type, service, coalesce(user_id, ''), '', 0,
       sum(count), coalesce(sum(count) FILTER (WHERE correction), 0)
FROM quintet.usage_events_unpartitioned
GROUP BY 1, 2, 3, 4, 5;
DROP TABLE quintet.usage_events_unpartitioned;

CREATE TRIGGER roll_up AFTER INSERT ON quintet.usage_events
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION quintet.roll_up_usage();

SELECT quintet.tenant_table('quintet.usage_events', append_only => true, owner_column => 'user_id',
  billing_columns => '{*}',
  canary => '{"type": "api_calls", "period": "2000-01-01", "booked_at": "2000-01-01T00:00:00Z"}');
SELECT quintet.tenant_table('quintet.usage_rollups', rights => '{SELECT,INSERT,UPDATE}',
  owner_column => 'user_id', billing_columns => '{*}');

-- What was used in closed months, as it was when they closed.
CREATE TABLE quintet.usage_statements (
  tenant_id text COLLATE "C" NOT NULL,
  period    date NOT NULL,
  content   text NOT NULL,
  sha256    bytea NOT NULL CHECK (sha256 = sha256(convert_to(content, 'UTF8'))),
  kept_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, period)
);
SELECT quintet.tenant_table('quintet.usage_statements', append_only => true,
  billing_columns => '{*}',
  canary => '{"content": "canary", "sha256": "\\xe100fbce008c04ec40637af0af91fb2f05aeedc23f856a2d3c0b1580625d755e"}');
