/**
 * PostgreSQL: what keeps tenants apart, and what every domain's tables and statements build on.
 *
 * <p>Four logins. {@code quintet_owner} runs DDL and nothing else. {@code database_service_role}
 * serves tenants: every transaction carries exactly its tenants, set in the round trip of its first
 * statement and gone with its end, and row-level security shows it nothing else. {@code
 * quintet_registry} reads and writes tenants and keys, before a tenant is known; {@code
 * quintet_billing} reads usage. A tenant has a schema and a role {@code tenant_<id>}. Only the other
 * packages of this adapter depend on this one; the beans of the ports are found by the wiring.
 */
@NullMarked
package dev.quintet.adapters.out.postgresql.kernel;

import org.jspecify.annotations.NullMarked;
