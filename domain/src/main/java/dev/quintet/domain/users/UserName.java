package dev.quintet.domain.users;

import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.UserId;
import java.util.regex.Pattern;

/** What a user is found by. Names are the same in upper and lower case. */
public sealed interface UserName {

  /** As messages show it. */
  String value();

  /** By its id. */
  record Id(UserId user) implements UserName {
    @Override
    public String value() {
      return user.value();
    }
  }

  /**
   * An email address, kept in NFC as it was written: at most 254 characters, none of them invisible.
   */
  record Email(String value) implements UserName {

    private static final Pattern SYNTAX =
        Pattern.compile("[^\\s\"(),:;<>@\\[\\\\\\]]{1,64}@[\\p{L}\\p{M}\\p{N}](?:[\\p{L}\\p{M}\\p{N}.-]*[\\p{L}\\p{M}\\p{N}])?");
    private static final int LONGEST = 254;

    public Email {
      checked("email", value, LONGEST);
      value = Likeness.composed(value);
      if (value.length() > LONGEST || !SYNTAX.matcher(value).matches() || value.contains("..")) {
        throw ProblemException.invalid("email", "must be an email address");
      }
    }

    /** The same for each spelling of the address. */
    public String key() {
      return Likeness.key(value);
    }

    /** The same for addresses that look alike. */
    public String skeleton() {
      return Likeness.skeleton(value);
    }
  }

  /** A name to log in with, kept in NFC: 1 to 64 letters, digits and . _ - */
  record Login(String value) implements UserName {

    private static final Pattern SYNTAX = Pattern.compile("[\\p{L}\\p{M}\\p{N}._-]{1,64}");

    public Login {
      checked("username", value, 2 * 64);
      value = Likeness.composed(value);
      if (!SYNTAX.matcher(value).matches()) {
        throw ProblemException.invalid("username", "must be 1 to 64 letters, digits and . _ -");
      }
    }

    /** The same for each spelling of the name. */
    public String key() {
      return Likeness.key(value);
    }
  }

  /** Before anything is done that takes longer for a longer text. */
  private static void checked(String field, String text, int longest) {
    if (text.length() > longest) {
      throw ProblemException.invalid(field, "must have at most " + longest + " characters");
    }
    if (!Likeness.isVisible(text)) {
      throw ProblemException.invalid(field, "must have no invisible characters");
    }
  }
}
