package dev.quintet.domain.shared;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why a call was not done as asked. Each kind says what the caller does next, whether the work
 * was certainly not done or may have been done, and whose fault it is. Inbound adapters map the kinds
 * exhaustively.
 */
public sealed interface Problem {

  /** Whose fault a problem is: only the platform's is logged, counted as a failure and alarmed of. */
  enum Fault {
    CALLER,
    PLATFORM;

    /**
     * Whose fault it is that work ended so.
     *
     * @param outcome the word of a kind, or one of a protocol's own, such as {@code timeout}
     */
    public static Fault of(String outcome) {
      return Kind.PLATFORM_OUTCOMES.contains(outcome) ? PLATFORM : CALLER;
    }
  }

  /** The kinds, each by the one word that every protocol, metric and client has for it. */
  enum Kind {
    INVALID(Fault.CALLER),
    UNAUTHENTICATED(Fault.CALLER),
    DENIED(Fault.CALLER),
    NOT_FOUND(Fault.CALLER),
    ALREADY_EXISTS(Fault.CALLER),
    CONFLICT(Fault.CALLER),
    STALE(Fault.CALLER),
    NOT_READY(Fault.CALLER),
    LIMIT_EXCEEDED(Fault.CALLER),
    UNAVAILABLE(Fault.PLATFORM),
    OUTCOME_UNKNOWN(Fault.PLATFORM),
    INTERNAL(Fault.PLATFORM);

    /** What libraries of protocols say of a failure that they do not know. */
    private static final String UNKNOWN = "unknown";

    private static final Set<String> PLATFORM_OUTCOMES =
        Stream.concat(
                Stream.of(Observation.FAILED, UNKNOWN),
                Stream.of(Kind.values()).filter(kind -> kind.fault == Fault.PLATFORM).map(Kind::word))
            .collect(toUnmodifiableSet());

    private final String word = name().toLowerCase(Locale.ROOT);
    private final Fault fault;

    Kind(Fault fault) {
      this.fault = fault;
    }

    public String word() {
      return word;
    }

    public Fault fault() {
      return fault;
    }
  }

  default Kind kind() {
    return switch (this) {
      case Invalid _ -> Kind.INVALID;
      case Unauthenticated _ -> Kind.UNAUTHENTICATED;
      case Denied _ -> Kind.DENIED;
      case NotFound _ -> Kind.NOT_FOUND;
      case AlreadyExists _ -> Kind.ALREADY_EXISTS;
      case Conflict _ -> Kind.CONFLICT;
      case Stale _ -> Kind.STALE;
      case NotReady _ -> Kind.NOT_READY;
      case LimitExceeded _ -> Kind.LIMIT_EXCEEDED;
      case Unavailable _ -> Kind.UNAVAILABLE;
      case OutcomeUnknown _ -> Kind.OUTCOME_UNKNOWN;
      case Internal _ -> Kind.INTERNAL;
    };
  }

  default Fault fault() {
    return kind().fault();
  }

  /** The field of the request at fault, if it is one's. */
  default Optional<String> invalidField() {
    return this instanceof Invalid(String field, String _) ? Optional.of(field) : Optional.empty();
  }

  /** How long to wait before trying again, if that is known. */
  default Optional<Duration> retryTime() {
    return this instanceof LimitExceeded(String _, long _, Duration time, var _) && time.isPositive()
        ? Optional.of(time)
        : Optional.empty();
  }

  /** One sentence for a person; never holds another tenant's data or a secret. */
  default String detail() {
    return switch (this) {
      case Invalid(String field, String reason) -> field + ": " + reason;
      case Unauthenticated(String reason) -> reason;
      case Denied(String action) -> "not allowed: " + action;
      case NotFound(String thing, String id, String why) ->
          "no " + thing + " " + id + (why.isEmpty() ? "" : ": " + why);
      case AlreadyExists(String thing, String id) -> thing + " " + id + " exists already";
      case Conflict(String thing, String id) ->
          thing + " " + id + " was used before with other content";
      case Stale(String thing, String id, String store) ->
          store == null
              ? thing + " " + id + " has changed since it was read"
              : store + " does not have " + thing + " " + id + " yet";
      case NotReady(String reason) -> reason;
      case LimitExceeded(String meter, long limit, Duration _, Consumed consumed) ->
          "limit of " + limit + " " + meter + " exceeded"
              + (consumed == null
                  ? ""
                  : consumed.resetsAt == null
                      ? ": there are " + consumed.used
                      : ": " + consumed.used + " are used, until " + consumed.resetsAt);
      case Unavailable(String dependency) -> dependency + " is not available; nothing was done";
      case OutcomeUnknown(String operation) ->
          "the outcome of " + operation + " is not known; retry with the same id";
      case Internal(String errorId) -> "internal error " + errorId;
    };
  }

  /** A field of the request breaks its limits. Nothing was done; fix the request. */
  record Invalid(String field, String reason) implements Problem {}

  /** The credential is missing, malformed, unknown, expired or revoked. Nothing was done. */
  record Unauthenticated(String reason) implements Problem {}

  /** The credential is good but does not allow this action. Nothing was done. */
  record Denied(String action) implements Problem {}

  /**
   * There is no such thing, or it belongs to another tenant; the answer does not say which.
   *
   * @param why things of that kind may not be there, such as for how long they are kept; empty: nothing to
   *     say
   */
  record NotFound(String thing, String id, String why) implements Problem {
    public NotFound(String thing, String id) {
      this(thing, id, "");
    }
  }

  /** A thing of that id exists already. Nothing was done. */
  record AlreadyExists(String thing, String id) implements Problem {}

  /** The id was used before with other content. Nothing was done; use a new id. */
  record Conflict(String thing, String id) implements Problem {}

  /**
   * The thing changed since it was read, or a store does not have it yet. Nothing was done; read again.
   *
   * @param store that does not have it; null: it changed
   */
  record Stale(String thing, String id, @Nullable String store) implements Problem {

    public Stale(String thing, String id) {
      this(thing, id, null);
    }
  }

  /** The thing is in a state that does not allow this. Nothing was done. */
  record NotReady(String reason) implements Problem {}

  /** A limit is reached. Nothing was done; try again after {@code retryAfter}. */
  record LimitExceeded(
      String meter, long limit, Duration retryAfter, @Nullable Consumed consumed)
      implements Problem {

    public LimitExceeded(String meter, long limit, Duration retryAfter) {
      this(meter, limit, retryAfter, null);
    }
  }

  /**
   * What of a limit is used up.
   *
   * @param resetsAt when it begins anew; null: it is of one call, or of those at the same time
   */
  record Consumed(long used, @Nullable Instant resetsAt) {}

  /** A dependency did not take the work: it was certainly not done. Retry. */
  record Unavailable(String dependency) implements Problem {

    public Unavailable(StoreName store) {
      this(store.word());
    }
  }

  /** The answer was lost or late: the work may have been done. Retry with the same id. */
  record OutcomeUnknown(String operation) implements Problem {}

  /** Nobody expected this. The work may have been done; the log has the failure under the id. */
  record Internal(String errorId) implements Problem {}
}
