package dev.quintet.domain.users;

import dev.quintet.domain.shared.ProblemException;
import java.util.regex.Pattern;

/** A trading account of a tenant: 1 to 64 characters of {@code A-Z a-z 0-9 . _ : -}. */
public record AccountId(String value) {

  private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  public AccountId {
    if (!SYNTAX.matcher(value).matches()) {
      throw ProblemException.invalid(
          "account_id", "must be 1 to 64 characters of A-Z, a-z, 0-9 and . _ : -");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
