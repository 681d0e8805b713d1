package dev.quintet.bootstrap;

import java.sql.SQLException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An exception as it is logged: its class, where it came from, and its message only if that is
 * known to hold nothing of a tenant. A driver's message may quote a statement and its values, and one
 * of the JDK's parsers what it was given; of theirs only the code is logged.
 */
final class LoggedFailure {

  private static final int MOST_FRAMES = 40;
  private static final int MOST_CAUSES = 10;

  /** Their messages name hosts, ports and how a connection ended. */
  private static final Pattern ABOUT_CONNECTIONS =
      Pattern.compile("(java\\.net|java\\.nio\\.channels|javax\\.net\\.ssl)\\..*");

  /** {@code Code: 62. DB::Exception: … (SYNTAX_ERROR)}. */
  private static final Pattern CLICKHOUSE_CODE = Pattern.compile("Code: (\\d{1,5})\\. DB::");

  private static final String OURS = "dev.quintet.";

  private LoggedFailure() {}

  static String of(Throwable failure) {
    StringBuilder text = new StringBuilder(1_024);
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Throwable cause = failure;
    while (cause != null && seen.size() < MOST_CAUSES && seen.add(cause)) {
      text.append(text.isEmpty() ? "" : "\nCaused by: ");
      append(cause, text);
      cause = cause.getCause();
    }
    return text.toString();
  }

  private static void append(Throwable failure, StringBuilder text) {
    text.append(failure.getClass().getName());
    String message = message(failure);
    if (message != null) {
      text.append(": ").append(message);
    }
    StackTraceElement[] frames = failure.getStackTrace();
    for (int i = 0; i < Math.min(frames.length, MOST_FRAMES); i++) {
      text.append("\n\tat ").append(frames[i]);
    }
    if (frames.length > MOST_FRAMES) {
      text.append("\n\t... ").append(frames.length - MOST_FRAMES).append(" more");
    }
  }

  private static @Nullable String message(Throwable failure) {
    String message = failure.getMessage();
    if (message == null || isOurs(failure)) {
      return message;
    }
    if (failure instanceof SQLException refused) {
      return "SQLSTATE " + refused.getSQLState();
    }
    if (ABOUT_CONNECTIONS.matcher(failure.getClass().getName()).matches()) {
      return message;
    }
    Matcher code = CLICKHOUSE_CODE.matcher(message);
    return code.find() ? "ClickHouse code " + code.group(1) : null;
  }

  /** Our own words, of whatever class: we answer for what they hold. */
  private static boolean isOurs(Throwable failure) {
    StackTraceElement[] frames = failure.getStackTrace();
    boolean madeByUs = frames.length > 0 && frames[0].getClassName().startsWith(OURS);
    boolean repeats =
        failure.getCause() != null
            && failure.getCause().toString().equals(failure.getMessage());
    return madeByUs && !repeats;
  }
}
