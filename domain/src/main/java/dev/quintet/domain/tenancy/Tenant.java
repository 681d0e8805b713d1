package dev.quintet.domain.tenancy;

import dev.quintet.domain.shared.ProblemException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A registered tenant.
 *
 * @param name for people: 1 to 200 characters, well-formed, no control characters
 * @param state whether its schema is complete; only {@link State#ACTIVE} tenants are served
 * @param createdAt UTC, microseconds
 */
public record Tenant(TenantId id, String name, Tier tier, State state, Instant createdAt) {

  private static final int MAX_NAME = 200;

  /** Life of a tenant. */
  public enum State {
    PROVISIONING,
    ACTIVE,
    SUSPENDED
  }

  public Tenant {
    if (name.isBlank() || name.length() > MAX_NAME) {
      throw ProblemException.invalid("name", "must be 1 to " + MAX_NAME + " characters");
    }
    if (name.chars().anyMatch(Character::isISOControl)) {
      throw ProblemException.invalid("name", "must not hold control characters");
    }
    if (name.codePoints().anyMatch(Tenant::isHalfCharacter)) {
      throw ProblemException.invalid("name", "must be well-formed Unicode");
    }
    createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
  }

  /** A surrogate without its other half: no database can store it. */
  private static boolean isHalfCharacter(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  /** The same wish: creating one when the other exists changes nothing. */
  public boolean sameContent(Tenant other) {
    return id.equals(other.id) && name.equals(other.name) && tier == other.tier;
  }
}
