package dev.quintet.bootstrap.cli.kit;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/** Writes our signs in ASCII, for where the locale has no others; all else goes through. */
public final class AsciiWriter extends FilterWriter {

  /** Each sign and what stands for it, one character for each column of a chart. */
  private static final String SIGNS = "●○…±│┤╷╻╵╹╽╿┃";

  private static final String[] ASCII = {
    "*", "o", "...", "+/-", "|", "+", ".", ".", "'", "'", "#", "#", "#"
  };

  public AsciiWriter(Writer out) {
    super(out);
  }

  @Override
  public void write(int character) throws IOException {
    int sign = SIGNS.indexOf(character);
    if (sign < 0) {
      out.write(character);
    } else {
      out.write(ASCII[sign]);
    }
  }

  @Override
  public void write(char[] characters, int from, int length) throws IOException {
    write(new String(characters, from, length), 0, length);
  }

  @Override
  public void write(String text, int from, int length) throws IOException {
    for (int at = from; at < from + length; at++) {
      write(text.charAt(at));
    }
  }
}
