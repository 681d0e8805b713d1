package dev.quintet.bootstrap.cli.kit;

import java.io.Console;

/** What the place that output goes to can show. */
public final class Terminal {

  private Terminal() {}

  /** Whether a person watches: neither input nor output is a file or a pipe. */
  public static boolean interactive() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /** Whether to use colours; see no-color.org. */
  public static boolean colours() {
    String unwanted = System.getenv("NO_COLOR");
    return (unwanted == null || unwanted.isEmpty())
        && !"dumb".equals(System.getenv("TERM"))
        && interactive();
  }
}
