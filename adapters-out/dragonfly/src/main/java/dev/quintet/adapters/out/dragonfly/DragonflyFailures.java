package dev.quintet.adapters.out.dragonfly;

import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.StoreName;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisNoScriptException;

/** What an exception of the driver means. */
final class DragonflyFailures {

  static final StoreName STORE = new StoreName("dragonflydb", "cache.access");

  private DragonflyFailures() {}

  /** The server is well and said no to this one command. */
  static boolean isRefusal(Throwable failure) {
    return failure instanceof RedisCommandExecutionException;
  }

  /** The server has forgotten the script, or never had it. */
  static boolean isUnknownScript(Throwable failure) {
    return failure instanceof RedisNoScriptException;
  }

  /** The innermost reason, for the log: outer messages only say that there was an exception. */
  static String reason(Throwable failure) {
    Throwable innermost = failure;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String message = innermost.getMessage();
    return message == null ? innermost.getClass().getSimpleName() : message;
  }

  /** Of a call that, other than a cache, must know whether it was answered. */
  static ProblemException unavailable() {
    return new ProblemException(new Problem.Unavailable(STORE));
  }
}
