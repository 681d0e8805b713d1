-- Since when tenants are subscribed by a job: from now on. Whoever was there before pays nothing until an
-- operator decides.
DO $$
BEGIN
  EXECUTE format(
    'CREATE FUNCTION quintet.subscribed_since() RETURNS timestamptz
       LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN %L::timestamptz', now());
END
$$;
REVOKE ALL ON FUNCTION quintet.subscribed_since() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION quintet.subscribed_since() TO database_service_role;
