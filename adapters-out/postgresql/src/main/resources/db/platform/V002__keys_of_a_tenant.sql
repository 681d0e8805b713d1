-- For listing the keys of one tenant.
CREATE INDEX api_keys_of_a_tenant ON quintet.api_keys (tenants, prefix) WHERE scope = 'one';
