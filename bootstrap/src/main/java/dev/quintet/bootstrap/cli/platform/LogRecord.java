package dev.quintet.bootstrap.cli.platform;

import dev.quintet.bootstrap.cli.kit.JsonDocument;
import dev.quintet.bootstrap.cli.kit.Printable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A line of the service's log as a person reads it: the time of day, the level, who says what, and
 * what it belongs to.
 */
record LogRecord(Map<?, ?> fields) {

  private static final String CAUSE = "Caused by: ";

  /** Empty for a line that is none of the service's. */
  static Optional<LogRecord> of(String line) {
    try {
      Map<?, ?> fields = JsonDocument.of(line).values();
      return fields.containsKey("time") ? Optional.of(new LogRecord(fields)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** For a terminal: no character of the log moves its cursor. */
  String text(boolean colours) {
    Map<?, ?> left = new LinkedHashMap<>(fields);
    StringBuilder text = new StringBuilder();
    String time = taken(left, "time");
    String level = taken(left, "level");
    String logger = taken(left, "logger");
    text.append(time.replaceFirst("T", " ").replaceFirst("(\\.\\d{3})\\d+Z$", "$1Z"));
    text.append(' ').append(colours ? coloured(level) : level);
    text.append(" ".repeat(Math.max(0, 5 - level.length())));
    text.append(' ').append(Printable.of(logger.substring(logger.lastIndexOf('.') + 1)));
    text.append(": ").append(Printable.of(taken(left, "message")));
    List<String> error = taken(left, "error").lines().toList();
    left.forEach((name, value) -> text.append("  ").append(Printable.of(name + "=" + value)));
    if (level.equals("ERROR")) {
      error.forEach(line -> text.append("\n    ").append(Printable.of(line.replace("\t", "  "))));
    } else if (!error.isEmpty()) {
      text.append("  error=").append(Printable.of(inOneLine(error)));
    }
    return text.toString();
  }

  /** What happened and what caused it: where is worth knowing of defects only. */
  private static String inOneLine(List<String> error) {
    return error.stream()
        .filter(line -> line.equals(error.getFirst()) || line.startsWith(CAUSE))
        .map(line -> line.replace(CAUSE, "").replaceFirst("^([a-z][a-z0-9]*\\.)+", ""))
        .distinct()
        .collect(Collectors.joining(", caused by "));
  }

  private static String taken(Map<?, ?> fields, String name) {
    return Objects.toString(fields.remove(name), "");
  }

  private static String coloured(String level) {
    String colour =
        switch (level) {
          case "ERROR" -> "31";
          case "WARN" -> "33";
          default -> "2";
        };
    return "\u001b[" + colour + "m" + level + "\u001b[0m";
  }
}
