package dev.quintet.domain.shared;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/**
 * A JSON value (RFC 8259), kept as it was written: at most {@value #LONGEST} bytes in UTF-8, {@value
 * #DEEPEST} levels.
 */
public record JsonText(String value) {

  public static final int LONGEST = 16_384;
  public static final int DEEPEST = 32;

  private static final Pattern SCALAR =
      Pattern.compile("true|false|null|-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][+-]?[0-9]++)?");

  /**
   * @throws ProblemException Invalid, of {@code value}
   */
  public JsonText {
    check("value", value);
  }

  /**
   * {@link #JsonText(String)} of a field of another name.
   *
   * @throws ProblemException Invalid, of that field
   */
  public static JsonText of(String field, String text) {
    check(field, text);
    return new JsonText(text);
  }

  private static void check(String field, String text) {
    if (text.length() > LONGEST || text.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      throw ProblemException.invalid(field, "must have at most " + LONGEST + " bytes");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw ProblemException.invalid(field, "holds half of a character");
    }
    new Scan(field, text).document();
  }

  /** One way through the text, without recursion. */
  private static final class Scan {
    private final String field;
    private final String text;
    private final Deque<Character> open = new ArrayDeque<>();
    private int at;

    private Scan(String field, String text) {
      this.field = field;
      this.text = text;
    }

    private void document() {
      do {
        value();
        while (!open.isEmpty() && peek() == open.getLast()) {
          at++;
          open.removeLast();
        }
        if (!open.isEmpty()) {
          expect(',');
          name();
        }
      } while (!open.isEmpty());
      peek();
      require(at == text.length());
    }

    /** A scalar, or the opening of what is not empty. */
    private void value() {
      char first = peek();
      while (first == '{' || first == '[') {
        at++;
        char end = first == '{' ? '}' : ']';
        if (open.size() == DEEPEST) {
          throw ProblemException.invalid(field, "must have at most " + DEEPEST + " levels");
        }
        if (peek() == end) {
          at++;
          return;
        }
        open.addLast(end);
        name();
        first = peek();
      }
      if (first == '"') {
        string();
      } else {
        var scalar = SCALAR.matcher(text).region(at, text.length());
        require(scalar.lookingAt());
        at = scalar.end();
      }
    }

    /** Of a member, if an object is open. */
    private void name() {
      if (open.getLast() == '}') {
        require(peek() == '"');
        string();
        expect(':');
      }
    }

    private void string() {
      at++;
      for (char each = next(); each != '"'; each = next()) {
        require(each >= ' ');
        if (each == '\\') {
          char escaped = next();
          require("\"\\/bfnrtu".indexOf(escaped) >= 0);
          for (int digit = 0; escaped == 'u' && digit < 4; digit++) {
            require(Character.digit(next(), 16) >= 0);
          }
        }
      }
    }

    private void expect(char wanted) {
      require(peek() == wanted);
      at++;
    }

    /** Behind white space; 0 at the end. */
    private char peek() {
      while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      return at < text.length() ? text.charAt(at) : 0;
    }

    private char next() {
      require(at < text.length());
      return text.charAt(at++);
    }

    private void require(boolean wellFormed) {
      if (!wellFormed) {
        throw ProblemException.invalid(field, "must be a JSON value");
      }
    }
  }
}
