package dev.quintet.adapters.out.clickhouse.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numbers and strings as ClickHouse writes them, from a stream. */
final class LittleEndianInput {

  private static final int MAX_TEXT_BYTES = 1 << 20;

  private final InputStream in;

  /** What was read and is not taken yet lies between its position and its limit. */
  private ByteBuffer buffer = allocate(1 << 16).limit(0);

  LittleEndianInput(InputStream in) {
    this.in = in;
  }

  private static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Whether the stream is at its end. */
  boolean atEnd() throws IOException {
    return !buffer.hasRemaining() && !fill(1);
  }

  long int64() throws IOException {
    need(Long.BYTES);
    return buffer.getLong();
  }

  /**
   * Numbers of 1, 2 or 4 bytes without sign, or of 8, or of 16 in halves.
   *
   * @param highs the upper halves; used for 16 bytes only
   */
  void numbers(int width, long[] into, long[] highs, int count) throws IOException {
    int done = 0;
    while (done < count) {
      need(width);
      int end = done + Math.min(count - done, buffer.remaining() / width);
      for (; done < end; done++) {
        into[done] =
            switch (width) {
              case 1 -> Byte.toUnsignedLong(buffer.get());
              case 2 -> Short.toUnsignedLong(buffer.getShort());
              case 4 -> Integer.toUnsignedLong(buffer.getInt());
              default -> buffer.getLong();
            };
        if (width == 2 * Long.BYTES) {
          highs[done] = buffer.getLong();
        }
      }
    }
  }

  long varint() throws IOException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      need(1);
      byte b = buffer.get();
      value |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new IOException("a length is longer than 64 bits");
  }

  String text() throws IOException {
    long length = varint();
    if (length < 0 || length > MAX_TEXT_BYTES) {
      throw new IOException("a string of " + length + " bytes is too long");
    }
    need((int) length);
    int begin = buffer.position();
    buffer.position(begin + (int) length);
    return new String(buffer.array(), begin, (int) length, UTF_8);
  }

  private void need(int bytes) throws IOException {
    if (buffer.remaining() < bytes && !fill(bytes)) {
      throw new EOFException("the answer ends in the middle of a block");
    }
  }

  /** Makes at least so many bytes readable, unless the stream ends before. */
  private boolean fill(int bytes) throws IOException {
    buffer =
        bytes > buffer.capacity() ? allocate(bytes).put(buffer) : buffer.compact();
    int read = 0;
    while (read >= 0 && buffer.position() < bytes) {
      read = in.read(buffer.array(), buffer.position(), buffer.remaining());
      buffer.position(buffer.position() + Math.max(0, read));
    }
    buffer.flip();
    return read >= 0;
  }
}
