package dev.quintet.bootstrap.cli.kit;

/** Text from files and answers as it may go to a terminal: without control characters. */
public final class Printable {

  private Printable() {}

  public static String of(String text) {
    StringBuilder printable = new StringBuilder(text);
    for (int at = 0; at < printable.length(); at++) {
      if (Character.isISOControl(printable.charAt(at))) {
        printable.setCharAt(at, '?');
      }
    }
    return printable.toString();
  }
}
