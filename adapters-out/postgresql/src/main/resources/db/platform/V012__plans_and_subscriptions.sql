-- A table with an owner column may hold rows that are the tenant's own, of no user: a transaction for a
-- user sees those too, and writes none.
ALTER TABLE quintet.declared_tables ADD COLUMN shows_tenants_own boolean NOT NULL DEFAULT false;
DROP FUNCTION quintet.tenant_table;
CREATE FUNCTION quintet.tenant_table(
  target            regclass,
  append_only       boolean DEFAULT false,
  owner_column      text    DEFAULT NULL,
  rights            text[]  DEFAULT NULL,
  billing_columns   text[]  DEFAULT NULL,
  canary            jsonb   DEFAULT '{}',
  shows_tenants_own boolean DEFAULT false)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  space     text;
  qualified text;
  readers   text := 'database_service_role';
  condition text := 'tenant_id = ANY (quintet.current_tenants())';
  granted   text[] := coalesce(rights, CASE
    WHEN append_only THEN '{SELECT,INSERT}' ELSE '{SELECT,INSERT,UPDATE,DELETE}' END::text[]);
  policy    text;
BEGIN
  SELECT n.nspname, format('%I.%I', n.nspname, c.relname) INTO space, qualified
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.oid = target;
  IF space ~ '^tenant_' THEN
    readers := readers || ', ' || quote_ident(space);
    condition := quote_literal(substr(space, 8)) || ' = ANY (quintet.current_tenants())';
  ELSIF space <> 'quintet' THEN
    RAISE EXCEPTION 'table % is in no schema of tenants', qualified;
  END IF;
  FOR policy IN SELECT p.polname FROM pg_catalog.pg_policy p WHERE p.polrelid = target LOOP
    EXECUTE format('DROP POLICY %I ON %s', policy, qualified);
  END LOOP;
  EXECUTE format('REVOKE ALL ON %s FROM PUBLIC, quintet_registry, quintet_billing, %s',
                 qualified, readers);
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', qualified);
  EXECUTE format('CREATE POLICY tenant ON %1$s TO database_service_role USING (%2$s) WITH CHECK (%2$s)',
                 qualified, condition);
  EXECUTE format('GRANT %s ON %s TO %s', array_to_string(granted, ', '), qualified, readers);
  IF space <> 'quintet' THEN
    -- For SQL that the tenant wrote: it can change any setting, so it is asked for none.
    EXECUTE format('CREATE POLICY own ON %s TO %I USING (true) WITH CHECK (true)', qualified, space);
  END IF;
  IF owner_column IS NOT NULL THEN
    condition := format('quintet.current_user_id() IS NULL OR %I = quintet.current_user_id()',
                        owner_column);
    EXECUTE format('CREATE POLICY owner ON %1$s AS RESTRICTIVE TO database_service_role
                    USING (%2$s%3$s) WITH CHECK (%2$s)', qualified, condition,
                   CASE WHEN shows_tenants_own THEN format(' OR %I IS NULL', owner_column) END);
  END IF;
  IF billing_columns IS NOT NULL THEN
    EXECUTE format('CREATE POLICY billing ON %s TO quintet_billing USING (true) WITH CHECK (true)',
                   qualified);
    EXECUTE format('GRANT SELECT %s ON %s TO quintet_billing',
                   CASE WHEN billing_columns = '{*}' THEN ''
                     ELSE (SELECT '(' || string_agg(quote_ident(c), ', ') || ')'
                           FROM unnest(billing_columns) AS c) END,
                   qualified);
  END IF;
  DELETE FROM quintet.declared_tables d WHERE d.name = qualified;
  INSERT INTO quintet.declared_tables
  VALUES (qualified, granted, owner_column, billing_columns, canary, shows_tenants_own);
END
$$;
REVOKE ALL ON FUNCTION quintet.tenant_table FROM PUBLIC;

-- What can be subscribed to: no tenant's, and no secret. Added and never changed. What usage costs and
-- what is limited are words: "api_calls 1000 forfeit graduated *:0.0000100000", "max_symbols 10 hard".
CREATE TABLE quintet.price_versions (
  plan_id        text COLLATE "C" NOT NULL CHECK (plan_id ~ '^[a-z][a-z0-9_-]{0,62}$'),
  version        integer NOT NULL CHECK (version >= 1),
  name           text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
  effective_from timestamptz NOT NULL,
  existing_from  timestamptz CHECK (existing_from >= effective_from),
  currency       text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  monthly        numeric(20, 4) CHECK (monthly >= 0),
  quarterly      numeric(20, 4) CHECK (quarterly >= 0),
  yearly         numeric(20, 4) CHECK (yearly >= 0),
  minimum        numeric(20, 4) NOT NULL CHECK (minimum >= 0),
  usage          text[] NOT NULL,
  limits         text[] NOT NULL,
  PRIMARY KEY (plan_id, version),
  CHECK (coalesce(monthly, quarterly, yearly) IS NOT NULL)
);
INSERT INTO quintet.price_versions VALUES
  ('free', 1, 'Free', '2000-01-01T00:00:00Z', '2000-01-01T00:00:00Z', 'EUR', 0, NULL, NULL, 0, '{}',
   '{max_trading_accounts 3 hard,max_symbols 10 hard,api_calls 1000000 hard,ticks 100000000 hard,ai_decisions 1000 hard}'),
  ('pro', 1, 'Pro', '2000-01-01T00:00:00Z', '2000-01-01T00:00:00Z', 'EUR', 49, 139, 499, 0,
   '{api_calls 10000000 forfeit graduated *:0.0000100000,ticks_processed 1000000000 forfeit graduated *:0.0000000200}',
   '{max_trading_accounts 20 hard,max_symbols 200 hard,api_calls 10000000 soft,ticks 1000000000 soft,ai_decisions 100000 soft}'),
  ('enterprise', 1, 'Enterprise', '2000-01-01T00:00:00Z', '2000-01-01T00:00:00Z', 'EUR', 999, NULL, 9990, 0,
   '{api_calls 1000000000 forfeit graduated *:0.0000020000,ticks_processed 100000000000 forfeit graduated *:0.0000000050}',
   '{}');
ALTER TABLE quintet.price_versions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY registry ON quintet.price_versions TO quintet_registry USING (true) WITH CHECK (true);
CREATE POLICY catalog ON quintet.price_versions TO database_service_role
  USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON quintet.price_versions TO quintet_registry;
GRANT SELECT ON quintet.price_versions TO database_service_role;

-- The course of subscriptions: after each change, what the subscription is.
CREATE TABLE quintet.subscription_changes (
  tenant_id       text COLLATE "C" NOT NULL,
  subscription_id text COLLATE "C" NOT NULL,
  version         integer NOT NULL CHECK (version >= 1),
  user_id         text COLLATE "C",
  event           text COLLATE "C" NOT NULL CHECK (event ~ '^[a-z_]{1,63}$'),
  at              timestamptz NOT NULL,
  recorded_at     timestamptz NOT NULL CHECK (recorded_at >= at),
  cause           text NOT NULL CHECK (char_length(cause) <= 250),
  state           text COLLATE "C" NOT NULL CHECK (state ~ '^[a-z_]{1,63}$'),
  plan_id         text COLLATE "C" NOT NULL,
  taken           timestamptz NOT NULL,
  starts_at       timestamptz NOT NULL,
  trial_days      integer NOT NULL CHECK (trial_days BETWEEN 0 AND 366),
  ends_at         timestamptz CHECK (ends_at > starts_at),
  grace_days      integer NOT NULL CHECK (grace_days BETWEEN 0 AND 366),
  anchor_from     date NOT NULL,
  anchor_day      integer NOT NULL CHECK (anchor_day BETWEEN 1 AND 31),
  cycle_length    text COLLATE "C" NOT NULL,
  cycle_from      date NOT NULL,
  cycle_to        date NOT NULL,
  billed_from     timestamptz NOT NULL,
  next_plan       text COLLATE "C",
  next_length     text COLLATE "C",
  next_at         timestamptz,
  cancels_at      timestamptz,
  paid_version    bigint NOT NULL CHECK (paid_version >= 0),
  failing_since   timestamptz,
  heard_at        timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, subscription_id, version),
  CHECK (num_nulls(next_plan, next_length, next_at) IN (0, 3))
);
SELECT quintet.tenant_table('quintet.subscription_changes', append_only => true,
  owner_column => 'user_id', shows_tenants_own => true);

-- Which change was the last, and what others look for.
CREATE TABLE quintet.subscriptions (
  tenant_id       text COLLATE "C" NOT NULL,
  subscription_id text COLLATE "C" NOT NULL CHECK (char_length(subscription_id) BETWEEN 1 AND 64),
  user_id         text COLLATE "C",
  version         integer NOT NULL,
  state           text COLLATE "C" NOT NULL
                  CHECK (state IN ('scheduled', 'trialing', 'active', 'past_due', 'paused',
                                   'cancelled', 'expired')),
  plan_id         text COLLATE "C" NOT NULL,
  taken           timestamptz NOT NULL,
  due_at          timestamptz,
  PRIMARY KEY (tenant_id, subscription_id)
);
CREATE UNIQUE INDEX subscriptions_one_for_an_owner
  ON quintet.subscriptions (tenant_id, coalesce(user_id, ''))
  WHERE state NOT IN ('cancelled', 'expired');
CREATE INDEX subscriptions_by_due ON quintet.subscriptions (due_at) WHERE due_at IS NOT NULL;
SELECT quintet.tenant_table('quintet.subscriptions', rights => '{SELECT,INSERT,UPDATE}',
  owner_column => 'user_id', shows_tenants_own => true, canary => '{"state": "expired"}');

-- What was agreed beside the plan, numbered for each tenant.
CREATE TABLE quintet.plan_overrides (
  tenant_id  text COLLATE "C" NOT NULL,
  version    integer NOT NULL CHECK (version >= 1),
  write_id   text COLLATE "C" NOT NULL,
  user_id    text COLLATE "C",
  valid_from timestamptz NOT NULL,
  valid_to   timestamptz CHECK (valid_to > valid_from),
  price      numeric(20, 4) CHECK (price >= 0),
  currency   text CHECK (currency ~ '^[A-Z]{3}$'),
  usage      text[] NOT NULL,
  limits     text[] NOT NULL,
  unlimited  text[] NOT NULL,
  PRIMARY KEY (tenant_id, version),
  UNIQUE (tenant_id, write_id),
  CHECK ((price IS NULL) = (currency IS NULL))
);
SELECT quintet.tenant_table('quintet.plan_overrides', append_only => true,
  owner_column => 'user_id', shows_tenants_own => true);

-- What was given once: usage that is included, or money.
CREATE TABLE quintet.plan_grants (
  tenant_id  text COLLATE "C" NOT NULL,
  grant_id   text COLLATE "C" NOT NULL CHECK (char_length(grant_id) BETWEEN 1 AND 200),
  user_id    text COLLATE "C",
  type       text COLLATE "C",
  count      bigint CHECK (count >= 1),
  credit     numeric(20, 4) CHECK (credit > 0),
  currency   text CHECK (currency ~ '^[A-Z]{3}$'),
  valid_from timestamptz NOT NULL,
  valid_to   timestamptz NOT NULL,
  reason     text NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 200),
  PRIMARY KEY (tenant_id, grant_id),
  CHECK (valid_to > valid_from),
  CHECK (num_nulls(type, count) = CASE WHEN credit IS NULL THEN 0 ELSE 2 END),
  CHECK ((credit IS NULL) = (currency IS NULL))
);
SELECT quintet.tenant_table('quintet.plan_grants', append_only => true,
  owner_column => 'user_id', shows_tenants_own => true,
  canary => '{"type": "api_calls", "count": 1, "valid_to": "2000-01-02T00:00:00Z"}');

-- The hard limit by plan, overrides and tier, as the terms of the domain say it; what the time brings
-- counts once a job has recorded it.
CREATE OR REPLACE FUNCTION quintet.limit_of(tenant text, user_id text, limit_name text)
RETURNS bigint LANGUAGE sql STABLE
BEGIN ATOMIC
  WITH begun AS (
    SELECT s.user_id, s.state, s.plan_id, s.taken
    FROM quintet.subscriptions s
    WHERE s.tenant_id = limit_of.tenant AND s.state <> 'scheduled'
      AND (s.user_id IS NULL OR s.user_id = limit_of.user_id)
  ), held AS (
    SELECT * FROM begun WHERE state NOT IN ('cancelled', 'expired')
    ORDER BY user_id NULLS LAST LIMIT 1
  ), plan AS (
    SELECT h.user_id IS NOT NULL AS own,
           CASE
             WHEN h.state IN ('trialing', 'active', 'past_due') THEN h.plan_id
             WHEN h.state IS NOT NULL OR EXISTS (SELECT FROM begun b WHERE b.user_id IS NULL) THEN 'free'
             ELSE t.tier
           END AS plan_id,
           CASE WHEN h.state IN ('trialing', 'active', 'past_due') THEN h.taken ELSE now() END AS taken
    FROM quintet.tenants t LEFT JOIN held h ON true
    WHERE t.tenant_id = limit_of.tenant
  ), version AS (
    SELECT v.limits
    FROM plan p JOIN quintet.price_versions v ON v.plan_id = p.plan_id
    ORDER BY v.effective_from <= p.taken OR coalesce(v.existing_from <= now(), false) DESC,
             CASE WHEN v.effective_from <= p.taken OR coalesce(v.existing_from <= now(), false)
               THEN v.version ELSE -v.version END DESC
    LIMIT 1
  ), agreed AS (
    SELECT DISTINCT ON (o.user_id) o.user_id, o.limits, o.unlimited
    FROM quintet.plan_overrides o
    WHERE o.tenant_id = limit_of.tenant
      AND o.valid_from <= now() AND (o.valid_to IS NULL OR now() < o.valid_to)
      AND (o.user_id = limit_of.user_id OR o.user_id IS NULL AND NOT (SELECT own FROM plan))
    ORDER BY o.user_id, o.version DESC
  ), said AS (
    SELECT CASE WHEN user_id IS NULL THEN 1 ELSE 0 END AS layer, limits, unlimited FROM agreed
    UNION ALL
    SELECT 2, limits, '{}' FROM version
  )
  SELECT CASE WHEN EXISTS (SELECT FROM plan) THEN (
    SELECT CASE WHEN split_part(l.words, ' ', 3) = 'hard' THEN split_part(l.words, ' ', 2)::bigint END
    FROM said s
    CROSS JOIN LATERAL (
      SELECT w FROM unnest(s.limits) AS w WHERE split_part(w, ' ', 1) = limit_of.limit_name
      UNION ALL
      SELECT '' WHERE limit_of.limit_name = ANY (s.unlimited)
    ) AS l (words)
    ORDER BY s.layer LIMIT 1
  ) ELSE 0 END;
END;
