package dev.quintet.domain.tenancy;

import dev.quintet.domain.shared.ProblemException;
import java.util.regex.Pattern;

/**
 * What works with a key, as its tenant calls it ({@code trading-engine}): 1 to 63 characters of
 * {@code a-z 0-9 . _ -}, beginning with a letter. Usage is metered by it.
 */
public record ServiceName(String value) {

  private static final Pattern SYNTAX = Pattern.compile("[a-z][a-z0-9._-]{0,62}");

  public ServiceName {
    if (!SYNTAX.matcher(value).matches()) {
      throw ProblemException.invalid(
          "service", "must be 1 to 63 characters of a-z, 0-9 and . _ -, beginning with a letter");
    }
  }

  /** What a key is called that was issued without a name: its role. */
  public static ServiceName of(Role role) {
    return new ServiceName(role.word());
  }

  @Override
  public String toString() {
    return value;
  }
}
