package dev.quintet.adapters.out.postgresql.kernel;

import dev.quintet.domain.tenancy.TenantId;
import java.util.List;

/**
 * One step of a tenant's schema.
 *
 * @param version from 1 without gaps
 * @param sql with {@code ${schema}}, {@code ${role}} and {@code ${tenant}} in it
 */
record TenantMigration(int version, String sql) {

  /** The files of {@code db/tenant} in order; a new one is added here. */
  private static final List<String> FILES =
      List.of("V001__configurations.sql", "V002__configurations_declared.sql");

  /** All steps, by version. */
  static List<TenantMigration> all() {
    return FILES.stream()
        .map(file -> new TenantMigration(version(file), SqlFile.read("tenant/" + file)))
        .toList();
  }

  private static int version(String file) {
    return Integer.parseInt(file, 1, file.indexOf("__"), 10);
  }

  /** The statements for one tenant. A tenant id needs no quoting: it is {@code a-z 0-9 _}. */
  String of(TenantId tenant) {
    return sql.replace("${schema}", TenantSchemas.name(tenant))
        .replace("${role}", TenantSchemas.name(tenant))
        .replace("${tenant}", tenant.value());
  }
}
