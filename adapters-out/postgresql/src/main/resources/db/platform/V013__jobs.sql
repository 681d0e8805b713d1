-- What db-scheduler 16 keeps: the registry's, of no tenant.
CREATE TABLE quintet.scheduled_tasks (
  task_name            text COLLATE "C" NOT NULL,
  task_instance        text COLLATE "C" NOT NULL,
  task_data            bytea,
  execution_time       timestamptz NOT NULL,
  picked               boolean NOT NULL,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures integer,
  last_heartbeat       timestamptz,
  version              bigint NOT NULL,
  priority             smallint,
  PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_by_time ON quintet.scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_by_heartbeat ON quintet.scheduled_tasks (last_heartbeat);
ALTER TABLE quintet.scheduled_tasks ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY registry ON quintet.scheduled_tasks TO quintet_registry USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON quintet.scheduled_tasks TO quintet_registry;
