package dev.quintet.domain.tenancy;

import dev.quintet.domain.shared.ProblemException;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A company that uses Quintet: 2 to 47 characters of {@code a-z 0-9 _}, starting with a letter.
 * Names that mean something to a database or to Quintet itself are reserved.
 */
public record TenantId(String value) implements Comparable<TenantId> {

  /** Of ids that only Quintet itself may register. */
  public static final String INTERNAL_PREFIX = "quintet_";

  private static final Pattern SYNTAX = Pattern.compile("[a-z][a-z0-9_]{1,46}");
  private static final Set<String> RESERVED =
      Set.of("public", "information_schema", "quintet", "system", "default");

  public TenantId {
    if (!SYNTAX.matcher(value).matches()) {
      throw ProblemException.invalid(
          "tenant", "must be 2 to 47 characters of a-z, 0-9 and _, starting with a letter");
    }
    if (RESERVED.contains(value) || value.startsWith("pg_")) {
      throw ProblemException.invalid("tenant", "is a reserved name");
    }
  }

  /** Whether it is Quintet's own: such a tenant holds canaries, or what all tenants see. */
  public boolean isInternal() {
    return value.startsWith(INTERNAL_PREFIX);
  }

  @Override
  public int compareTo(TenantId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
