package dev.quintet.domain.patterns;

import dev.quintet.domain.shared.ProblemException;
import java.util.regex.Pattern;

/** A pattern of a tenant: 1 to 100 characters of {@code A-Z a-z 0-9 . _ : -}. */
public record PatternId(String value) implements Comparable<PatternId> {

  private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9._:-]{1,100}");

  public PatternId {
    if (!isOne(value)) {
      throw ProblemException.invalid(
          "pattern_id", "must be 1 to 100 characters of A-Z, a-z, 0-9 and . _ : -");
    }
  }

  static boolean isOne(String text) {
    return SYNTAX.matcher(text).matches();
  }

  @Override
  public int compareTo(PatternId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
