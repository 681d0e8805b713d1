package dev.quintet.bootstrap.cli.marketdata.files;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.util.function.LongConsumer;

/**
 * Text whose lines are short. A file without line ends would otherwise be read into memory as one
 * line.
 */
final class ShortLines extends FilterReader {

  static final int LONGEST = 4_096;

  private final LongConsumer progress;
  private long line = 1;
  private int length;
  private long characters;

  /**
   * @param progress takes how many characters were read so far
   */
  ShortLines(Reader in, LongConsumer progress) {
    super(in);
    this.progress = progress;
  }

  @Override
  public int read() throws IOException {
    char[] one = new char[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public int read(char[] into, int offset, int wanted) throws IOException {
    int got = in.read(into, offset, wanted);
    for (int at = offset; at < offset + got; at++) {
      char c = into[at];
      if (c == '\n' || c == '\r') {
        length = 0;
        line += c == '\n' ? 1 : 0;
      } else if (++length > LONGEST) {
        throw new UnusableFile(
            "line %d is longer than %d characters".formatted(line, LONGEST));
      }
    }
    characters += Math.max(0, got);
    progress.accept(characters);
    return got;
  }
}
