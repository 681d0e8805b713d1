package dev.quintet.domain.marketdata;

import dev.quintet.domain.shared.ProblemException;
import java.util.regex.Pattern;

/** The feed a tick came from: 1 to 32 characters of {@code a-z 0-9 . _ -}, lower case, starting with a letter or digit. */
public record Source(String value) implements Comparable<Source> {

  private static final Pattern SYNTAX = Pattern.compile("[a-z0-9][a-z0-9._-]{0,31}");

  public Source {
    if (!SYNTAX.matcher(value).matches()) {
      throw ProblemException.invalid(
          "source", "must be 1 to 32 characters of a-z, 0-9 and . _ -, starting with a letter or digit");
    }
  }

  @Override
  public int compareTo(Source other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
