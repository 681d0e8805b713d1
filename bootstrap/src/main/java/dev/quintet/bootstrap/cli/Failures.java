package dev.quintet.bootstrap.cli;

import dev.quintet.bootstrap.DataDirectory;

/** Says in one sentence what went wrong, and with which exit code. */
final class Failures {

  private Failures() {}

  static String sentence(Throwable failure) {
    String message = failure.getMessage();
    String text = message == null ? failure.getClass().getSimpleName() : message;
    Throwable cause = failure.getCause();
    if (cause != null && cause.getMessage() != null && !text.contains(cause.getMessage())) {
      text += ": " + cause.getMessage();
    }
    return text;
  }

  static int exitCode(Throwable failure) {
    return failure instanceof NotReachable ? Launcher.NOT_REACHABLE : Launcher.FAILED;
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
