-- The only user that calls with the key act for; null: for all of the tenant.
ALTER TABLE quintet.api_keys
  ADD COLUMN user_id text COLLATE "C" CHECK (char_length(user_id) BETWEEN 1 AND 64),
  ADD CHECK (user_id IS NULL OR scope = 'one');
