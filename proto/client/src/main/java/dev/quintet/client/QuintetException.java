package dev.quintet.client;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call that was not done as asked: why, and what to do about it. */
public final class QuintetException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What the caller does next, and whether the work may have been done. */
  public enum Kind {
    /** A field breaks its limits. Not done; fix the request. */
    INVALID,
    /** The key is missing, malformed, unknown, expired or revoked. Not done. */
    UNAUTHENTICATED,
    /** The key does not allow this. Not done. */
    DENIED,
    /** There is no such thing. */
    NOT_FOUND,
    /** A thing of that id exists already. Not done. */
    ALREADY_EXISTS,
    /** The id was used before with other content. Not done. */
    CONFLICT,
    /** The thing changed since it was read. Not done; read it again. */
    STALE,
    /** The thing is in a state that does not allow this. Not done. */
    NOT_READY,
    /** A limit is reached. Not done; wait for {@link #retryAfter()}. */
    LIMIT_EXCEEDED,
    /** The service lacks a dependency. Not done; retry. */
    UNAVAILABLE,
    /** The answer was lost or late. The work may have been done; retry with the same id. */
    OUTCOME_UNKNOWN,
    /** The service is not there, or the connection broke. The work may have been done. */
    UNREACHABLE,
    /** The calling thread was interrupted. The work may have been done. */
    CANCELLED,
    /** The service failed; report the error id in the message. */
    INTERNAL;

    /** The word of this kind on the wire, such as {@code not_found}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static @Nullable Kind ofWord(String word) {
      for (Kind kind : values()) {
        if (kind.word().equals(word)) {
          return kind;
        }
      }
      return null;
    }
  }

  private final Kind kind;
  private final @Nullable String field;
  private final @Nullable Duration retryAfter;

  QuintetException(
      Kind kind,
      String detail,
      @Nullable String field,
      @Nullable Duration retryAfter,
      @Nullable Throwable cause) {
    super(detail, cause);
    this.kind = kind;
    this.field = field;
    this.retryAfter = retryAfter;
  }

  static QuintetException invalid(String field, String reason) {
    return new QuintetException(Kind.INVALID, field + ": " + reason, field, null, null);
  }

  static QuintetException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new QuintetException(
        Kind.CANCELLED, "the calling thread was interrupted", null, null, cause);
  }

  /** The same failure for another call: what is thrown twice cannot be told apart or suppressed. */
  QuintetException again() {
    return new QuintetException(kind, detail(), field, retryAfter, this);
  }

  /** Whether the same call, with the same id, may well succeed later. */
  public boolean retryable() {
    return switch (kind) {
      case UNAVAILABLE, OUTCOME_UNKNOWN, UNREACHABLE -> true;
      case LIMIT_EXCEEDED -> retryAfter != null;
      case INVALID, UNAUTHENTICATED, DENIED, NOT_FOUND, ALREADY_EXISTS, CONFLICT, STALE, NOT_READY,
          CANCELLED, INTERNAL ->
          false;
    };
  }

  public Kind kind() {
    return kind;
  }

  /** One sentence for a person. */
  public String detail() {
    String message = getMessage();
    return message == null ? kind.word() : message;
  }

  /** The field at fault, of kind {@link Kind#INVALID}. */
  public Optional<String> field() {
    return Optional.ofNullable(field);
  }

  /** When to try again, of kind {@link Kind#LIMIT_EXCEEDED}. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
