package dev.quintet.adapters.out.postgresql.kernel;

import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.StoreName;
import io.micronaut.data.connection.exceptions.ConnectionException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/**
 * What the driver's exceptions mean for the caller. The SQLSTATE tells what happened; only the
 * place where it happened tells whether the work may be applied.
 */
final class PostgresFailures {

  static final StoreName STORE = new StoreName("postgresql", "postgresql.query");

  /**
   * Classes of a server that cannot take the work now: connection (08), login (28), rollback for
   * concurrency (40), resources (53), operator intervention (57P), system (58).
   */
  private static final Pattern UNAVAILABLE = Pattern.compile("(08|28|40|53|57P|58).*");

  private PostgresFailures() {}

  /** A failure before the commit was sent, or of a read: certainly nothing is applied. */
  static RuntimeException notApplied(Throwable failure) {
    SQLException cause = sqlException(failure);
    return cause == null ? unexpected(failure) : translated(failure, cause);
  }

  /** A failure of a commit, or of a single statement that commits by itself. */
  static RuntimeException committing(String operation, Throwable failure) {
    SQLException cause = sqlException(failure);
    if (cause == null) {
      return unexpected(failure);
    }
    return ambiguous(cause)
        ? new ProblemException(new Problem.OutcomeUnknown(operation), failure)
        : translated(failure, cause);
  }

  /** Nothing is recorded, but the effect elsewhere is there: nothing was done would be a lie. */
  static RuntimeException afterEffect(String operation, RuntimeException failure) {
    return new ProblemException(new Problem.OutcomeUnknown(operation), failure);
  }

  /** The wait for a connection ended without one: nothing was sent. */
  static RuntimeException noConnection(Exception reason) {
    return new ProblemException(new Problem.Unavailable(STORE), reason);
  }

  private static RuntimeException translated(Throwable failure, SQLException cause) {
    Problem problem =
        endedWithItsConnection(failure) ? new Problem.Unavailable(STORE) : problem(cause);
    return problem == null ? unexpected(failure) : new ProblemException(problem, failure);
  }

  /** Whether the server may have committed: the connection was lost or ended around the answer. */
  private static boolean ambiguous(SQLException e) {
    if (e instanceof SQLTransientConnectionException) {
      return false;
    }
    String state = state(e);
    return switch (state) {
      // Never connected, or refused at login: nothing was sent.
      case "08001", "08004" -> false;
      // Statement completion unknown.
      case "40003", "57P01", "57P02", "" -> true;
      default -> state.startsWith("08") || state.startsWith("58");
    };
  }

  private static @Nullable Problem problem(SQLException e) {
    if (e instanceof SQLTransientConnectionException) {
      return new Problem.Unavailable(STORE);
    }
    String state = state(e);
    return switch (state) {
      case "23505" -> taken(e);
      // A character that no text can hold: the edge should have refused it.
      case "22021", "22P05" ->
          new Problem.Invalid("text", "holds a character that cannot be stored");
      // Statement cancelled at its deadline, lock not available, plan outdated by DDL, read-only
      // because another server took over, transaction ended by the server, idle or failed.
      case "57014", "55P03", "0A000", "25006", "25P02", "25P03", "25P04", "57P05" ->
          new Problem.Unavailable(STORE);
      default -> UNAVAILABLE.matcher(state).matches() ? new Problem.Unavailable(STORE) : null;
    };
  }

  /** A key of the form {@code user_with_this_email} says what exists already; of another, nobody may. */
  private static @Nullable Problem taken(SQLException e) {
    String key =
        e instanceof PSQLException refused && refused.getServerErrorMessage() != null
            ? String.valueOf(refused.getServerErrorMessage().getConstraint())
            : "";
    int thing = key.indexOf("_with_this_");
    return thing < 0
        ? null
        : new Problem.AlreadyExists(key.substring(0, thing), key.substring(thing + 1).replace('_', ' '));
  }

  /**
   * A repository that finds the connection broken when it gives it back throws this instead of what
   * broke it, which had a state.
   */
  private static boolean endedWithItsConnection(Throwable failure) {
    return failure instanceof ConnectionException;
  }

  private static String state(SQLException e) {
    String state = e.getSQLState();
    return state == null ? "" : state;
  }

  private static @Nullable SQLException sqlException(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SQLException e) {
        return e;
      }
    }
    return null;
  }

  /** Ours to fix: the inbound edge reports it without its text. */
  private static RuntimeException unexpected(Throwable failure) {
    return failure instanceof RuntimeException e
        ? e
        : new IllegalStateException("PostgreSQL refused a statement of ours", failure);
  }
}
