-- Of indexes that seem to cost the same while a table is small, the planner takes the newest, and a session keeps
-- its choice: closed lots looked for each of their fills among all of the account. The key is the newest now.
ALTER TABLE ${schema}.closed_lots
  DROP CONSTRAINT closed_lots_account_id_opened_fkey,
  DROP CONSTRAINT closed_lots_account_id_closed_fkey;
ALTER TABLE ${schema}.fills DROP CONSTRAINT fills_pkey, ADD PRIMARY KEY (account_id, trade_id);
ALTER TABLE ${schema}.closed_lots
  ADD FOREIGN KEY (account_id, opened) REFERENCES ${schema}.fills DEFERRABLE INITIALLY DEFERRED,
  ADD FOREIGN KEY (account_id, closed) REFERENCES ${schema}.fills DEFERRABLE INITIALLY DEFERRED;
