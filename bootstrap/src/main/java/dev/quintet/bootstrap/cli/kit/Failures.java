package dev.quintet.bootstrap.cli.kit;

import dev.quintet.bootstrap.DataDirectory;
import dev.quintet.client.QuintetException;
import java.time.Duration;

/** Says in one sentence what went wrong, and with which exit code. */
public final class Failures {

  /** Exit code: the verb was refused or failed. */
  public static final int FAILED = 1;

  /** Exit code: there is no service to talk to. */
  private static final int NOT_REACHABLE = 3;

  private Failures() {}

  public static String sentence(Throwable failure) {
    return Printable.of(failure instanceof QuintetException refusal ? problem(refusal) : cause(failure));
  }

  private static String problem(QuintetException refusal) {
    String kind = refusal.kind().word().replace('_', ' ');
    String field = refusal.field().orElse("");
    String detail = refusal.detail();
    boolean named = field.isEmpty() || detail.startsWith(field);
    String wait =
        refusal.retryAfter().map(time -> "; try again in " + words(time)).orElse("");
    return kind + ": " + (named ? "" : field + " ") + detail + wait;
  }

  private static String words(Duration time) {
    if (time.toMinutes() < 1) {
      return time.toMillis() + " ms";
    }
    return time.toDays() > 0
        ? time.toDays() + " days " + time.toHoursPart() + " h"
        : time.toHours() + " h " + time.toMinutesPart() + " min";
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

  public static int exitCode(Throwable failure) {
    boolean nobody =
        failure instanceof NotReachable
            || (failure instanceof QuintetException refusal
                && refusal.kind() == QuintetException.Kind.UNREACHABLE);
    return nobody ? NOT_REACHABLE : FAILED;
  }

  /** No service answers at the place that was asked for. */
  public static final class NotReachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotReachable(String message) {
      super(message);
    }

    public static NotReachable on(DataDirectory data) {
      return new NotReachable(
          "no service runs on %s; start it with: ./quintet up%s"
              .formatted(data.path(), DataOption.argument(data)));
    }
  }
}
