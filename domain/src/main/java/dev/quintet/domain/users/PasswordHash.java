package dev.quintet.domain.users;

import dev.quintet.domain.shared.ProblemException;

/** What a tenant made of a password: kept as it is, never shown; 1 to 1,024 printable ASCII characters. */
public record PasswordHash(String value) {

  private static final int LONGEST = 1_024;

  public PasswordHash {
    if (value.isEmpty()
        || value.length() > LONGEST
        || value.chars().anyMatch(each -> each < ' ' || each > '~')) {
      throw ProblemException.invalid(
          "password_hash", "must be 1 to " + LONGEST + " printable ASCII characters");
    }
  }

  /** Without the hash. */
  @Override
  public String toString() {
    return "PasswordHash";
  }
}
