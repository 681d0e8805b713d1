package dev.quintet.domain.tenancy;

import dev.quintet.domain.shared.ProblemException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a key is for. The actions of a role are listed here and nowhere else. */
public enum Role {
  /** A trading engine or ML service: reads and writes its tenant's data. */
  SERVICE(Action.READ_DATA, Action.WRITE_DATA, Action.READ_USAGE),
  /** Reads metered usage and subscriptions, no trading data. */
  BILLING(Action.READ_USAGE),
  /** Runs the platform: tenants, schemas, health; sees no tenant's data. */
  OPERATOR(
      Action.MANAGE_TENANTS,
      Action.MANAGE_KEYS,
      Action.READ_TENANT,
      Action.READ_HEALTH,
      Action.MANAGE_PLATFORM),
  /** Administers one tenant and its keys, and reads its data. */
  TENANT_ADMIN(Action.READ_DATA, Action.MANAGE_KEYS, Action.READ_TENANT, Action.READ_USAGE),
  /** Reads its tenant's data. */
  READER(Action.READ_DATA);

  /** What a call needs to be allowed to do. */
  public enum Action {
    READ_DATA,
    WRITE_DATA,
    READ_USAGE,
    READ_TENANT,
    MANAGE_TENANTS,
    MANAGE_KEYS,
    READ_HEALTH,
    MANAGE_PLATFORM;

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  private final Set<Action> actions;

  Role(Action first, Action... rest) {
    this.actions = EnumSet.of(first, rest);
  }

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

  public boolean allows(Action action) {
    return actions.contains(action);
  }

  /** The role of that word, as {@link #word()} writes it. */
  public static Role of(String word) {
    for (Role role : values()) {
      if (role.word().equals(word)) {
        return role;
      }
    }
    throw ProblemException.invalid("role", "is not a role");
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
