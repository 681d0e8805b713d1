package dev.quintet.adapters.out.clickhouse.kernel;

import com.clickhouse.client.api.ServerException;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.StoreName;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Set;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.jspecify.annotations.Nullable;

/** What an exception of the driver means to the caller. */
public final class ClickHouseFailures {

  public static final StoreName STORE = new StoreName("clickhouse", "clickhouse.query");

  private static final Problem UNAVAILABLE = new Problem.Unavailable(STORE);

  private static final int TOO_MANY_SIMULTANEOUS_QUERIES = 202;
  private static final int AUTHENTICATION_FAILED = 516;
  private static final int ACCESS_DENIED = 497;

  /** Refused before any row was looked at. */
  private static final Set<Integer> NOT_BEGUN =
      Set.of(TOO_MANY_SIMULTANEOUS_QUERIES, AUTHENTICATION_FAILED);

  /**
   * The server could not, just now: TIMEOUT_EXCEEDED, SOCKET_TIMEOUT, NETWORK_ERROR, ABORTED,
   * MEMORY_LIMIT_EXCEEDED, TABLE_IS_READ_ONLY, NOT_ENOUGH_SPACE, TOO_MANY_PARTS,
   * QUERY_WAS_CANCELLED.
   */
  private static final Set<Integer> NOT_NOW =
      Set.of(159, 209, 210, 236, 241, 242, 243, 252, 394);

  private ClickHouseFailures() {}

  /** Of a read: whatever went wrong, nothing was changed. */
  public static RuntimeException reading(Exception failure) {
    stayInterrupted(failure);
    if (failure instanceof ProblemException problem) {
      return problem;
    }
    ServerException refusal = find(failure, ServerException.class);
    boolean notNow =
        refusal == null
            ? find(failure, IOException.class) != null || neverConnected(failure)
            : NOT_BEGUN.contains(refusal.getCode()) || NOT_NOW.contains(refusal.getCode());
    return notNow ? new ProblemException(UNAVAILABLE, failure) : unexpected(failure);
  }

  /** Of a write: an insert that was begun may have stored the part of each month it got to. */
  public static ProblemException writing(Exception failure, String operation) {
    stayInterrupted(failure);
    if (failure instanceof ProblemException problem) {
      return problem;
    }
    ServerException refusal = find(failure, ServerException.class);
    boolean notBegun =
        refusal == null ? neverConnected(failure) : NOT_BEGUN.contains(refusal.getCode());
    return new ProblemException(
        notBegun ? UNAVAILABLE : new Problem.OutcomeUnknown(operation), failure);
  }

  private static void stayInterrupted(Exception failure) {
    if (failure instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
  }

  /** Of a call whose deadline was over before it was begun. */
  static ProblemException tooLate() {
    return new ProblemException(UNAVAILABLE);
  }

  /** Whether the server refused it for want of a right. */
  public static boolean isDenial(Exception failure) {
    ServerException refusal = find(failure, ServerException.class);
    return refusal != null && refusal.getCode() == ACCESS_DENIED;
  }

  /**
   * Waits before something is asked again.
   *
   * @throws ProblemException Unavailable after the deadline
   */
  static void pause(long millis, Deadline deadline) {
    if (deadline.expired()) {
      throw tooLate();
    }
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw reading(e);
    }
  }

  /** The driver's own kind for this also covers answers that were lost on a used connection. */
  private static boolean neverConnected(Exception failure) {
    return find(failure, ConnectException.class) != null
        || find(failure, ConnectTimeoutException.class) != null
        || find(failure, ConnectionRequestTimeoutException.class) != null;
  }

  private static RuntimeException unexpected(Exception failure) {
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException("ClickHouse answered what was not expected", failure);
  }

  private static <T> @Nullable T find(Throwable failure, Class<T> kind) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return kind.cast(cause);
      }
    }
    return null;
  }
}
