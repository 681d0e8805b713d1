package dev.quintet.domain.marketdata;

import dev.quintet.domain.shared.ProblemException;
import java.util.regex.Pattern;

/**
 * What is traded, by the name that its vendor gives it: 1 to 64 printable characters of ASCII, none of
 * which is a space, a quote ({@code ' " `}), a backslash, or one of {@code , ; * ?}. At least one is a
 * letter or a digit, and the first is none of {@code - + =}. Letters of either case are told apart, and
 * nothing is changed: {@code ESc1} and {@code ESC1} are two symbols.
 */
public record Symbol(String value) implements Comparable<Symbol> {

  private static final Pattern SYNTAX =
      Pattern.compile("(?![-+=])(?=[^A-Za-z0-9]{0,63}[A-Za-z0-9])[!-~&&[^'\"`\\\\,;*?]]{1,64}");

  public Symbol {
    if (!SYNTAX.matcher(value).matches()) {
      throw ProblemException.invalid(
          "symbol",
          "must be 1 to 64 printable ASCII characters without space, quotes, backslash and , ; * ?,"
              + " with a letter or digit, not starting with - + =");
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
