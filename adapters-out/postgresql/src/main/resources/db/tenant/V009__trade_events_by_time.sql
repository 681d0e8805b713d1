-- Events are listed in the order of their time, as fills are.
CREATE INDEX trade_events_by_time ON ${schema}.trade_events (at, account_id, sequence);
