package dev.quintet.bootstrap.cli.platform;

import dev.quintet.bootstrap.cli.kit.Printable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of the service's log as a person reads it: the time of day, the level, who says what, and
 * what it belongs to.
 */
record LogRecord(Map<String, String> fields) {

  private static final Pattern FIELD =
      Pattern.compile("\\G[{,]\"((?:[^\"\\\\]|\\\\.)*+)\":(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^,\"}]+))");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-f]{4})|(.))");

  /** Empty for a line that is none of the service's. */
  static Optional<LogRecord> of(String line) {
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher field = FIELD.matcher(line);
    int end = 0;
    while (field.find()) {
      String text = field.group(2);
      fields.put(field.group(1), text == null ? field.group(3) : unescaped(text));
      end = field.end();
    }
    return fields.containsKey("time") && line.substring(end).equals("}")
        ? Optional.of(new LogRecord(fields))
        : Optional.empty();
  }

  private static String unescaped(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(
            escape -> {
              String code = escape.group(1);
              char meant =
                  code != null
                      ? (char) Integer.parseInt(code, 16)
                      : switch (escape.group(2)) {
                        case "n" -> '\n';
                        case "t" -> '\t';
                        default -> escape.group(2).charAt(0);
                      };
              return Matcher.quoteReplacement(String.valueOf(meant));
            });
  }

  /** For a terminal: no character of the log moves its cursor. */
  String text(boolean colours) {
    Map<String, String> left = new LinkedHashMap<>(fields);
    StringBuilder text = new StringBuilder();
    String time = taken(left, "time");
    String level = taken(left, "level");
    String logger = taken(left, "logger");
    text.append(time.replaceFirst("T", " ").replaceFirst("(\\.\\d{3})\\d+Z$", "$1Z"));
    text.append(' ').append(colours ? coloured(level) : level).append(blanks(5 - level.length()));
    text.append(' ').append(Printable.of(logger.substring(logger.lastIndexOf('.') + 1)));
    text.append(": ").append(Printable.of(taken(left, "message")));
    String error = taken(left, "error");
    left.forEach(
        (name, value) ->
            text.append("  ").append(Printable.of(name)).append('=').append(Printable.of(value)));
    error
        .lines()
        .forEach(line -> text.append("\n    ").append(Printable.of(line.replace("\t", "  "))));
    return text.toString();
  }

  private static String taken(Map<String, String> fields, String name) {
    String value = fields.remove(name);
    return value == null ? "" : value;
  }

  private static String blanks(int count) {
    return " ".repeat(Math.max(0, count));
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
