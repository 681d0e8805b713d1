-- A tenant's transactions see which tier it has; not its name or state, and no other tenant's row.
CREATE POLICY tenant ON quintet.tenants TO database_service_role
  USING (tenant_id = ANY (quintet.current_tenants()))
  WITH CHECK (tenant_id = ANY (quintet.current_tenants()));
GRANT SELECT (tenant_id, tier) ON quintet.tenants TO database_service_role;

-- How many of something a user of the tenant may have; NULL: any number. user_id NULL: the tenant's
-- own limit. Of a tenant that the transaction does not see: none.
CREATE FUNCTION quintet.limit_of(tenant text, user_id text, limit_name text) RETURNS bigint
  LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT CASE WHEN t.tier IS NULL THEN 0 ELSE l.most END
  FROM (SELECT limit_of.tenant AS tenant_id, limit_of.limit_name AS name) AS asked
  LEFT JOIN quintet.tenants t ON t.tenant_id = asked.tenant_id
  LEFT JOIN (VALUES
    ('free', 'max_trading_accounts', 3::bigint), ('free', 'max_symbols', 10),
    ('pro', 'max_trading_accounts', 20), ('pro', 'max_symbols', 200)
  ) AS l (tier, name, most) ON l.tier = t.tier AND l.name = asked.name;
END;
REVOKE ALL ON FUNCTION quintet.limit_of FROM PUBLIC;
GRANT EXECUTE ON FUNCTION quintet.limit_of TO database_service_role;
