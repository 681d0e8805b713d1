package dev.quintet.domain.tenancy;

import dev.quintet.domain.shared.Words;
import java.util.Set;

/** What a key is for; {@link Permission} says what each role may do. */
public enum Role {
  /** A trading engine or ML service: reads and writes its tenant's data. */
  SERVICE,
  /** Reads metered usage and subscriptions, no trading data. */
  BILLING,
  /** Runs the platform: tenants, schemas, health; sees no tenant's data. */
  OPERATOR,
  /** Administers one tenant and its keys, and reads its data. */
  TENANT_ADMIN,
  /** Reads its tenant's data. */
  READER;

  /**
   * The roles of the keys that a key of this role may issue. An operator appoints a tenant's admins
   * and nobody else, the admin everybody who works for its tenant.
   */
  public Set<Role> issuable() {
    return switch (this) {
      case OPERATOR -> Set.of(TENANT_ADMIN);
      case TENANT_ADMIN -> Set.of(TENANT_ADMIN, SERVICE, READER, BILLING);
      case SERVICE, BILLING, READER -> Set.of();
    };
  }

  /** The role of that word, as {@link #word()} writes it. */
  public static Role of(String word) {
    return Words.find("role", word, values(), Role::word);
  }

  public String word() {
    return Words.of(this).replace('_', '-');
  }
}
