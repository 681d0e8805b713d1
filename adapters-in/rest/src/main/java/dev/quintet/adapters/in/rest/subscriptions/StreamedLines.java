package dev.quintet.adapters.in.rest.subscriptions;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is made part by part while it is sent, of which one part is in memory at a time. A
 * failure in the middle cuts it off.
 */
abstract class StreamedLines extends InputStream {

  private byte[] lines = {};
  private int next;

  /** What comes next, at most as much as is to be in memory; null after the last. */
  abstract byte @Nullable [] more() throws IOException;

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (next == lines.length) {
      byte[] following = more();
      if (following == null) {
        return -1;
      }
      lines = following;
      next = 0;
    }
    int count = Math.min(length, lines.length - next);
    System.arraycopy(lines, next, target, offset, count);
    next += count;
    return count;
  }
}
