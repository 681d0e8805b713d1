package dev.quintet.domain.users;

import dev.quintet.domain.shared.JsonText;
import dev.quintet.domain.shared.ProblemException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * Something that a user has chosen.
 *
 * @param version 1 when it was first set, one more with each change
 * @param updatedAt UTC, microseconds
 */
public record Preference(Key key, JsonText value, long version, Instant updatedAt) {

  /** What was chosen: 1 to 128 of {@code A-Z a-z 0-9 . _ : -}. */
  public record Key(String value) {
    private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    public Key {
      if (!SYNTAX.matcher(value).matches()) {
        throw ProblemException.invalid(
            "key", "must be 1 to 128 characters of A-Z, a-z, 0-9 and . _ : -");
      }
    }

    @Override
    public String toString() {
      return value;
    }
  }

  public Preference {
    updatedAt = updatedAt.truncatedTo(ChronoUnit.MICROS);
  }
}
