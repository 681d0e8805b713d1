package dev.quintet.domain.shared;

import java.time.Duration;

/**
 * Why a call was not done as asked. Each kind tells the caller what to do next, and whether the
 * work was certainly not done or may have been done. Inbound adapters map the kinds exhaustively.
 */
public sealed interface Problem {

  /** One sentence for a person; never holds another tenant's data or a secret. */
  String detail();

  /** A field of the request breaks its limits. Nothing was done; fix the request. */
  record Invalid(String field, String reason) implements Problem {
    @Override
    public String detail() {
      return field + ": " + reason;
    }
  }

  /** The credential is missing, malformed, unknown, expired or revoked. Nothing was done. */
  record Unauthenticated(String reason) implements Problem {
    @Override
    public String detail() {
      return reason;
    }
  }

  /** The credential is good but does not allow this action. Nothing was done. */
  record Denied(String action) implements Problem {
    @Override
    public String detail() {
      return "not allowed: " + action;
    }
  }

  /** There is no such thing, or it belongs to another tenant; the answer does not tell which. */
  record NotFound(String kind, String id) implements Problem {
    @Override
    public String detail() {
      return "no " + kind + " " + id;
    }
  }

  /** A thing of that id exists already. Nothing was done. */
  record AlreadyExists(String kind, String id) implements Problem {
    @Override
    public String detail() {
      return kind + " " + id + " exists already";
    }
  }

  /** The id was used before with other content. Nothing was done; use a new id. */
  record Conflict(String kind, String id) implements Problem {
    @Override
    public String detail() {
      return kind + " " + id + " was used before with other content";
    }
  }

  /** The thing changed since it was read. Nothing was done; read it again. */
  record Stale(String kind, String id) implements Problem {
    @Override
    public String detail() {
      return kind + " " + id + " has changed since it was read";
    }
  }

  /** The thing is in a state that does not allow this. Nothing was done. */
  record NotReady(String reason) implements Problem {
    @Override
    public String detail() {
      return reason;
    }
  }

  /** A limit is reached. Nothing was done; try again after {@code retryAfter}. */
  record LimitExceeded(String meter, long limit, Duration retryAfter) implements Problem {
    @Override
    public String detail() {
      return "limit of " + limit + " " + meter + " exceeded";
    }
  }

  /** A dependency did not take the work: it was certainly not done. Retry. */
  record Unavailable(String dependency) implements Problem {

    public Unavailable(StoreName store) {
      this(store.word());
    }

    @Override
    public String detail() {
      return dependency + " is not available; nothing was done";
    }
  }

  /** The answer was lost or late: the work may have been done. Retry with the same id. */
  record OutcomeUnknown(String operation) implements Problem {
    @Override
    public String detail() {
      return "the outcome of " + operation + " is not known; retry with the same id";
    }
  }
}
