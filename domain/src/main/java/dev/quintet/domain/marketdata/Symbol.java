package dev.quintet.domain.marketdata;

import dev.quintet.domain.shared.ProblemException;
import java.util.regex.Pattern;

/** What is traded, by its name at the tenant: 1 to 32 characters of {@code A-Z 0-9 . _ / # -}, upper case, starting with a letter or digit. */
public record Symbol(String value) implements Comparable<Symbol> {

  private static final Pattern SYNTAX = Pattern.compile("[A-Z0-9][A-Z0-9._/#-]{0,31}");

  public Symbol {
    if (!SYNTAX.matcher(value).matches()) {
      throw ProblemException.invalid(
          "symbol", "must be 1 to 32 characters of A-Z, 0-9 and . _ / # -, starting with a letter or digit");
    }
  }

  @Override
  public int compareTo(Symbol other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
