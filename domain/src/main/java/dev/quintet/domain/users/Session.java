package dev.quintet.domain.users;

import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Sha256;
import dev.quintet.domain.tenancy.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * A user's session.
 *
 * @param epoch of the user in which it was opened
 * @param label for people, such as the device; at most {@value #LONGEST_LABEL} characters
 * @param openedAt UTC, milliseconds
 * @param expiresAt unless it is read with sliding before that
 */
public record Session(
    Id id, UserId user, long epoch, String label, Instant openedAt, Instant expiresAt) {

  public static final Duration LIFE = Duration.ofHours(1);

  private static final int LONGEST_LABEL = 100;

  /** What names a session and opens nothing: SHA-256 of its token, 64 hexadecimal digits. */
  public record Id(String value) {
    private static final Pattern SYNTAX = Pattern.compile("[0-9a-f]{64}");

    public Id {
      if (!SYNTAX.matcher(value).matches()) {
        throw ProblemException.invalid("session_id", "must be 64 hexadecimal digits");
      }
    }

    public static Id of(Token token) {
      return new Id(Sha256.hex(token.value()));
    }

    @Override
    public String toString() {
      return value;
    }
  }

  /** What opens a session: a secret of 256 random bits, of which only the hash is kept. */
  public record Token(String value) {
    private static final Pattern SYNTAX = Pattern.compile("qs_[0-9a-f]{64}");

    public Token {
      if (!SYNTAX.matcher(value).matches()) {
        throw ProblemException.invalid("token", "is not the token of a session");
      }
    }

    /** Without the secret. */
    @Override
    public String toString() {
      return "Token";
    }
  }

  public Session {
    if (label.length() > LONGEST_LABEL || !Likeness.isVisible(label)) {
      throw ProblemException.invalid(
          "label", "must be at most " + LONGEST_LABEL + " visible characters");
    }
    openedAt = openedAt.truncatedTo(ChronoUnit.MILLIS);
    expiresAt = expiresAt.truncatedTo(ChronoUnit.MILLIS);
  }
}
