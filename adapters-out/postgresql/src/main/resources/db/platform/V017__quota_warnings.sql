-- That a limit is nearly, or all, used up in a cycle. Rows are only added.
CREATE TABLE quintet.quota_warnings (
  tenant_id  text COLLATE "C" NOT NULL,
  -- '' for the tenant itself.
  user_id    text COLLATE "C" NOT NULL,
  cycle      date NOT NULL,
  limit_name text COLLATE "C" NOT NULL CHECK (char_length(limit_name) BETWEEN 1 AND 63),
  percent    integer NOT NULL CHECK (percent BETWEEN 1 AND 100),
  used       bigint NOT NULL CHECK (used >= 0),
  most       bigint NOT NULL CHECK (most >= 0),
  at         timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, user_id, cycle, limit_name, percent)
);
SELECT quintet.tenant_table('quintet.quota_warnings', append_only => true,
  owner_column => 'user_id', billing_columns => '{*}');
