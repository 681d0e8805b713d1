package dev.quintet.bootstrap.cli.kit;

import java.io.Console;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What the place that output goes to can show. */
public final class Terminal {

  private Terminal() {}

  /** Whether a person watches: neither input nor output is a file or a pipe. */
  public static boolean interactive() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /** Whether the locale is one of UTF-8; by {@code LC_ALL}, {@code LC_CTYPE}, {@code LANG}. */
  public static boolean unicode() {
    return unicode(System.getenv());
  }

  static boolean unicode(Map<String, String> environment) {
    return Stream.of("LC_ALL", "LC_CTYPE", "LANG")
        .map(name -> environment.getOrDefault(name, ""))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .filter(value -> value.toLowerCase(Locale.ROOT).matches(".*utf-?8.*"))
        .isPresent();
  }

  /** Whether to use colours; see no-color.org. */
  public static boolean colours() {
    String unwanted = System.getenv("NO_COLOR");
    return (unwanted == null || unwanted.isEmpty())
        && !"dumb".equals(System.getenv("TERM"))
        && interactive();
  }
}
