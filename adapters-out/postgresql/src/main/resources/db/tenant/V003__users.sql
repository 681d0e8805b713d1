-- A deleted user keeps its row, so that its id is never used again, and nothing that it is known by.
CREATE TABLE ${schema}.users (
  user_id       text COLLATE "C" PRIMARY KEY CHECK (char_length(user_id) BETWEEN 1 AND 64),
  email         text CHECK (char_length(email) BETWEEN 1 AND 254),
  email_key     text COLLATE "C",
  skeleton      text COLLATE "C",
  username      text CHECK (char_length(username) BETWEEN 1 AND 64),
  username_key  text COLLATE "C",
  password_hash text CHECK (char_length(password_hash) BETWEEN 1 AND 1024),
  tier          text NOT NULL CHECK (tier IN ('free', 'pro', 'enterprise')),
  limits        jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(limits) = 'object'),
  state         text NOT NULL CHECK (state IN ('active', 'deactivated', 'deleted')),
  version       bigint NOT NULL CHECK (version > 0),
  -- Sessions are valid in the epoch in which they were opened.
  epoch         bigint NOT NULL DEFAULT 1 CHECK (epoch > 0),
  looks_like    text COLLATE "C",
  created_at    timestamptz NOT NULL,
  updated_at    timestamptz NOT NULL,
  CONSTRAINT user_with_this_email UNIQUE (email_key),
  CONSTRAINT user_with_this_username UNIQUE (username_key),
  CHECK ((state = 'deleted') = (email IS NULL)),
  CHECK ((email IS NULL) = (email_key IS NULL) AND (email IS NULL) = (skeleton IS NULL)
     AND (email IS NULL) = (username IS NULL) AND (email IS NULL) = (username_key IS NULL)),
  CHECK (state <> 'deleted' OR password_hash IS NULL)
);
CREATE INDEX users_by_skeleton ON ${schema}.users (skeleton);
SELECT quintet.tenant_table('${schema}.users', owner_column => 'user_id',
  rights => '{SELECT,INSERT,UPDATE}',
  canary => '{"state": "deleted", "tier": "free"}');
