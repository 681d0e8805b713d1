package dev.quintet.adapters.out.postgresql.kernel;

import io.micronaut.context.annotation.ConfigurationProperties;
import org.jspecify.annotations.Nullable;

/**
 * The passwords of our roles, and the administrator who makes the roles.
 *
 * @param owner password of {@code quintet_owner}
 * @param service password of {@code database_service_role}
 * @param registry password of {@code quintet_registry}
 * @param billing password of {@code quintet_billing}
 * @param adminUser a superuser; null when the roles were made by hand
 * @param adminPassword the administrator's, null when there is none
 */
@ConfigurationProperties("quintet.postgresql.logins")
record PostgresLogins(
    String owner,
    String service,
    String registry,
    String billing,
    @Nullable String adminUser,
    @Nullable String adminPassword) {

  private static final String PREFIX = "quintet.postgresql.logins.";
  private static final int LEAST_LENGTH = 12;

  PostgresLogins {
    strong("owner", owner);
    strong("service", service);
    strong("registry", registry);
    strong("billing", billing);
    if ((adminUser == null) != (adminPassword == null)) {
      throw new IllegalArgumentException(
          PREFIX + "admin-user and " + PREFIX + "admin-password must be given together");
    }
  }

  private static void strong(String key, String password) {
    if (password.length() < LEAST_LENGTH) {
      throw new IllegalArgumentException(
          PREFIX + key + " must be a password of at least " + LEAST_LENGTH + " characters");
    }
  }

  /** Without passwords. */
  @Override
  public String toString() {
    return "PostgresLogins[adminUser=" + adminUser + "]";
  }
}
