-- Made once, by the administrator. Attributes of a role that exists are left as they are: when
-- somebody changed them the self-check says so, instead of a start that repairs it in silence.
DO $$
BEGIN
  -- DDL and migrations. Makes a role per tenant, hence CREATEROLE.
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'quintet_owner') THEN
    CREATE ROLE quintet_owner LOGIN CREATEROLE;
  END IF;
  -- Every call of a tenant, under row-level security.
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'database_service_role') THEN
    CREATE ROLE database_service_role LOGIN NOINHERIT;
    ALTER ROLE database_service_role SET search_path = '';
    ALTER ROLE database_service_role SET client_connection_check_interval = '100ms';
    ALTER ROLE database_service_role SET idle_in_transaction_session_timeout = '60s';
  END IF;
  -- Tenants and keys, before a tenant is known; sees nothing that a tenant stored.
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'quintet_registry') THEN
    CREATE ROLE quintet_registry LOGIN NOINHERIT;
    ALTER ROLE quintet_registry SET search_path = '';
    ALTER ROLE quintet_registry SET client_connection_check_interval = '100ms';
    ALTER ROLE quintet_registry SET statement_timeout = '10s';
  END IF;
  -- The billing system: reads the usage of every tenant, and which batches it counts.
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'quintet_billing') THEN
    CREATE ROLE quintet_billing LOGIN NOINHERIT;
    ALTER ROLE quintet_billing SET search_path = '';
    ALTER ROLE quintet_billing SET client_connection_check_interval = '100ms';
  END IF;
  EXECUTE format(
    'REVOKE ALL ON DATABASE %1$I FROM PUBLIC;
     GRANT CONNECT, CREATE ON DATABASE %1$I TO quintet_owner;
     GRANT CONNECT ON DATABASE %1$I TO database_service_role, quintet_registry, quintet_billing',
    current_database());
  REVOKE ALL ON SCHEMA public FROM PUBLIC;
END
$$
