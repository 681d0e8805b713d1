package dev.quintet.bootstrap.cli.marketdata.files;

import java.io.IOException;
import java.io.Reader;

/**
 * Text whose lines are short and whose quotation marks are paired within their line. A file without
 * line ends, or with one mark too few, would otherwise be read into memory as one row.
 */
final class Lines extends Reader {

  static final int LONGEST = 4_096;

  /** Stands for every quotation mark of a line that has an odd number of them. */
  static final char UNPAIRED = '\uE000';

  private final Reader in;
  private final char[] ahead = new char[8_192];
  private int read;
  private int at;

  private final char[] line = new char[LONGEST + 2];
  private int length;
  private int given;
  private long number = 1;

  Lines(Reader in) {
    this.in = in;
  }

  @Override
  public int read(char[] into, int offset, int wanted) throws IOException {
    if (given == length && !nextLine()) {
      return -1;
    }
    int count = Math.min(wanted, length - given);
    System.arraycopy(line, given, into, offset, count);
    given += count;
    return count;
  }

  private boolean nextLine() throws IOException {
    given = 0;
    length = 0;
    int marks = 0;
    for (int c = next(); c >= 0; c = next()) {
      line[length++] = (char) c;
      if (c == '\n' || c == '\r') {
        break;
      }
      marks += c == '"' ? 1 : 0;
      if (length > LONGEST) {
        throw new UnusableFile("line %d is longer than %d characters".formatted(number, LONGEST));
      }
    }
    if (marks % 2 != 0) {
      for (int i = 0; i < length; i++) {
        line[i] = line[i] == '"' ? UNPAIRED : line[i];
      }
    }
    if (length > 0 && line[length - 1] == '\r' && peek() == '\n') {
      line[length++] = (char) next();
    }
    number++;
    return length > 0;
  }

  private int next() throws IOException {
    int c = peek();
    at++;
    return c;
  }

  private int peek() throws IOException {
    if (at >= read) {
      read = in.read(ahead, 0, ahead.length);
      at = 0;
    }
    return read < 0 ? -1 : ahead[at];
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
