package dev.quintet.domain.operations;

import dev.quintet.domain.shared.ProblemException;
import java.util.regex.Pattern;

/**
 * An operation of a tenant: 1 to 200 characters of {@code A-Z a-z 0-9 . _ : @ -}. Follows from the id that
 * the caller gave its write, so that a repetition has the same receipt.
 */
public record OperationId(String value) {

  private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9._:@-]{1,200}");

  public OperationId {
    if (!SYNTAX.matcher(value).matches()) {
      throw ProblemException.invalid(
          "operation", "must be 1 to 200 characters of A-Z, a-z, 0-9 and . _ : @ -");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
