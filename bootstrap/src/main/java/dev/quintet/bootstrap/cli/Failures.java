package dev.quintet.bootstrap.cli;

import dev.quintet.bootstrap.DataDirectory;
import dev.quintet.client.QuintetException;

/** Says in one sentence what went wrong, and with which exit code. */
final class Failures {

  private Failures() {}

  static String sentence(Throwable failure) {
    return Printable.of(failure instanceof QuintetException told ? problem(told) : cause(failure));
  }

  /** Kind, field, detail. */
  private static String problem(QuintetException told) {
    String kind = told.kind().word().replace('_', ' ');
    String field = told.field().orElse("");
    String detail = told.detail();
    boolean named = field.isEmpty() || detail.startsWith(field);
    String wait =
        told.retryAfter().map(time -> "; try again in " + time.toMillis() + " ms").orElse("");
    return kind + ": " + (named ? "" : field + " ") + detail + wait;
  }

  private static String cause(Throwable failure) {
    String message = failure.getMessage();
    String text = message == null ? failure.getClass().getSimpleName() : message;
    Throwable cause = failure.getCause();
    if (cause != null && cause.getMessage() != null && !text.contains(cause.getMessage())) {
      text += ": " + cause.getMessage();
    }
    return text;
  }

  static int exitCode(Throwable failure) {
    boolean nobody =
        failure instanceof NotReachable
            || (failure instanceof QuintetException told
                && told.kind() == QuintetException.Kind.UNREACHABLE);
    return nobody ? Launcher.NOT_REACHABLE : Launcher.FAILED;
  }

  /** No service answers at the place that was asked for. */
  static final class NotReachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotReachable(String message) {
      super(message);
    }

    static NotReachable on(DataDirectory data) {
      return new NotReachable(
          "no service runs on %s; start it with: ./quintet up%s"
              .formatted(data.path(), DataOption.argument(data)));
    }
  }
}
