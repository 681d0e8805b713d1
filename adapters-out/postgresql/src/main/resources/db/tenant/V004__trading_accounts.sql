-- The money of an account follows from its entries: each entry begins with what the one before it left,
-- and an account has what its last entry left. Constraints keep it so, whatever statement is run.
CREATE TABLE ${schema}.trading_accounts (
  account_id  text COLLATE "C" PRIMARY KEY CHECK (char_length(account_id) BETWEEN 1 AND 64),
  user_id     text COLLATE "C" NOT NULL
              REFERENCES ${schema}.users DEFERRABLE INITIALLY DEFERRED,
  platform    text NOT NULL CHECK (char_length(platform) BETWEEN 1 AND 32),
  broker      text COLLATE "C" NOT NULL CHECK (char_length(broker) BETWEEN 1 AND 64),
  number      text COLLATE "C" NOT NULL CHECK (char_length(number) BETWEEN 1 AND 64),
  kind        text NOT NULL CHECK (kind IN ('demo', 'live')),
  currency    text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  status      text NOT NULL CHECK (status IN ('active', 'suspended', 'closed')),
  entries     bigint CHECK (entries > 0),
  total       numeric(20, 4) NOT NULL DEFAULT 0,
  locked      numeric(20, 4) NOT NULL DEFAULT 0 CHECK (locked >= 0),
  free        numeric(20, 4) NOT NULL DEFAULT 0,
  equity      numeric(20, 4),
  margin      numeric(20, 4) CHECK (margin >= 0),
  free_margin numeric(20, 4),
  reported_at timestamptz,
  version     bigint NOT NULL CHECK (version > 0),
  opened_at   timestamptz NOT NULL,
  CONSTRAINT account_with_this_number UNIQUE (broker, number),
  CONSTRAINT account_total_is_locked_and_free CHECK (total = locked + free),
  CONSTRAINT account_without_entries_is_empty
    CHECK (entries IS NOT NULL OR (total = 0 AND locked = 0)),
  CHECK ((reported_at IS NULL) = (equity IS NULL) AND (reported_at IS NULL) = (margin IS NULL)
     AND (reported_at IS NULL) = (free_margin IS NULL))
);
CREATE INDEX trading_accounts_of_a_user ON ${schema}.trading_accounts (user_id, account_id);

CREATE TABLE ${schema}.account_entries (
  account_id    text COLLATE "C" NOT NULL
                REFERENCES ${schema}.trading_accounts DEFERRABLE INITIALLY DEFERRED,
  entry_id      text COLLATE "C" NOT NULL CHECK (char_length(entry_id) BETWEEN 1 AND 128),
  user_id       text COLLATE "C" NOT NULL,
  sequence      bigint NOT NULL CHECK (sequence > 0),
  reason        text NOT NULL
                CHECK (reason IN ('deposit', 'withdrawal', 'trade', 'fee', 'swap', 'correction')),
  amount        numeric(20, 4) NOT NULL,
  lock          numeric(20, 4) NOT NULL,
  total_before  numeric(20, 4) NOT NULL,
  locked_before numeric(20, 4) NOT NULL,
  total_after   numeric(20, 4) NOT NULL,
  locked_after  numeric(20, 4) NOT NULL,
  note          text NOT NULL CHECK (char_length(note) <= 200),
  at            timestamptz NOT NULL,
  recorded_at   timestamptz NOT NULL DEFAULT now(),
  previous      bigint GENERATED ALWAYS AS (NULLIF(sequence - 1, 0)) STORED,
  PRIMARY KEY (account_id, entry_id),
  CONSTRAINT account_entry_changes_the_total CHECK (total_after = total_before + amount),
  CONSTRAINT account_entry_changes_the_lock CHECK (locked_after = locked_before + lock),
  CONSTRAINT account_entry_begins_with_nothing
    CHECK (sequence > 1 OR (total_before = 0 AND locked_before = 0)),
  CONSTRAINT account_entries_in_sequence UNIQUE (account_id, sequence, total_after, locked_after),
  CONSTRAINT account_entry_of_that_sequence UNIQUE (account_id, sequence),
  CONSTRAINT account_entry_follows_the_one_before
    FOREIGN KEY (account_id, previous, total_before, locked_before)
    REFERENCES ${schema}.account_entries (account_id, sequence, total_after, locked_after)
);
ALTER TABLE ${schema}.trading_accounts
  ADD CONSTRAINT account_has_what_its_last_entry_left
  FOREIGN KEY (account_id, entries, total, locked)
  REFERENCES ${schema}.account_entries (account_id, sequence, total_after, locked_after);

SELECT quintet.tenant_table('${schema}.trading_accounts', owner_column => 'user_id',
  rights => '{SELECT,INSERT,UPDATE}',
  canary => '{"kind": "demo", "currency": "EUR", "status": "closed"}');
SELECT quintet.tenant_table('${schema}.account_entries', append_only => true, owner_column => 'user_id',
  canary => '{"reason": "deposit", "total_before": 0, "locked_before": 0}');
