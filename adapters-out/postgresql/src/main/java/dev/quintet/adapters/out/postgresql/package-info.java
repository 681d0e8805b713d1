/**
 * PostgreSQL: the registry of tenants and keys, the ledger of batches, and what keeps tenants apart.
 *
 * <p>Three logins. {@code quintet_owner} runs DDL and nothing else. {@code database_service_role}
 * serves tenants: every transaction carries exactly its tenants, set in the round trip of its first
 * statement and gone with its end, and row-level security shows it nothing else. {@code
 * quintet_registry} reads and writes tenants and keys, before a tenant is known. A tenant has a
 * schema and a role {@code tenant_<id>}. Nobody depends on this package; the beans of its ports are
 * found by the wiring.
 */
@NullMarked
package dev.quintet.adapters.out.postgresql;

import org.jspecify.annotations.NullMarked;
