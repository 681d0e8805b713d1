package dev.quintet.adapters.out.clickhouse.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers and strings as ClickHouse writes them, from a stream. */
final class LittleEndianInput {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int MAX_TEXT_BYTES = 1 << 20;

  private final InputStream in;
  private byte[] buffer = new byte[1 << 16];
  private int position;
  private int limit;

  LittleEndianInput(InputStream in) {
    this.in = in;
  }

  /** Whether the stream is at its end. */
  boolean atEnd() throws IOException {
    return position == limit && !fill(1);
  }

  long int64() throws IOException {
    need(Long.BYTES);
    long value = (long) LONG.get(buffer, position);
    position += Long.BYTES;
    return value;
  }

  void int64s(long[] into, int count) throws IOException {
    int done = 0;
    while (done < count) {
      int run = run(count - done, Long.BYTES);
      for (int i = 0; i < run; i++) {
        into[done + i] = (long) LONG.get(buffer, position + i * Long.BYTES);
      }
      position += run * Long.BYTES;
      done += run;
    }
  }

  /** Numbers of 128 bits, in halves. */
  void int128s(long[] lows, long[] highs, int count) throws IOException {
    int done = 0;
    while (done < count) {
      int run = run(count - done, 2 * Long.BYTES);
      int at = position;
      for (int i = 0; i < run; i++) {
        lows[done + i] = (long) LONG.get(buffer, at);
        highs[done + i] = (long) LONG.get(buffer, at + Long.BYTES);
        at += 2 * Long.BYTES;
      }
      position = at;
      done += run;
    }
  }

  /** Numbers without sign of 1, 2 or 4 bytes. */
  void uints(long[] into, int count, int width) throws IOException {
    int done = 0;
    while (done < count) {
      int run = run(count - done, width);
      for (int i = 0; i < run; i++) {
        into[done + i] = uint(position + i * width, width);
      }
      position += run * width;
      done += run;
    }
  }

  private long uint(int at, int width) {
    return switch (width) {
      case 1 -> buffer[at] & 0xffL;
      case 2 -> (short) SHORT.get(buffer, at) & 0xffffL;
      case 4 -> (int) INT.get(buffer, at) & 0xffff_ffffL;
      default -> throw new IllegalArgumentException("width " + width);
    };
  }

  /** How many of so many values of that width can be read from the buffer now; at least one. */
  private int run(int values, int width) throws IOException {
    need(width);
    return Math.min(values, (limit - position) / width);
  }

  long varint() throws IOException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      need(1);
      byte b = buffer[position++];
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
    String text = new String(buffer, position, (int) length, UTF_8);
    position += (int) length;
    return text;
  }

  private void need(int bytes) throws IOException {
    if (limit - position < bytes && !fill(bytes)) {
      throw new EOFException("the answer ends in the middle of a block");
    }
  }

  /** Makes at least so many bytes readable, unless the stream ends before. */
  private boolean fill(int bytes) throws IOException {
    int left = limit - position;
    byte[] target = bytes > buffer.length ? new byte[bytes] : buffer;
    System.arraycopy(buffer, position, target, 0, left);
    buffer = target;
    position = 0;
    limit = left;
    while (limit < bytes) {
      int read = in.read(buffer, limit, buffer.length - limit);
      if (read < 0) {
        return false;
      }
      limit += read;
    }
    return true;
  }
}
