package dev.quintet.adapters.out.clickhouse.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * One block in ClickHouse's Native format, written into a buffer that is kept for the next one: the
 * counts of columns and rows, then each column with its name, its type and its values.
 */
public final class NativeBlock {

  /** The keys of a LowCardinality column stand in the block itself, and replace earlier ones. */
  private static final long OWN_DICTIONARY = 0x600;

  private static final int MAX_BYTE_KEYS = 1 << 8;
  private static final int MAX_SHORT_KEYS = 1 << 16;

  private ByteBuffer buffer = allocate(1 << 16);
  private int rows;

  private static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  public void begin(int columns, int rows) {
    buffer.clear();
    this.rows = rows;
    varint(columns);
    varint(rows);
  }

  public int rows() {
    return rows;
  }

  public void column(String name, String type) {
    text(name);
    text(type);
  }

  /** The body of a LowCardinality(String) column. */
  public void lowCardinality(List<String> keys, int[] indexes, int rows) {
    int width = keys.size() <= MAX_BYTE_KEYS ? 0 : keys.size() <= MAX_SHORT_KEYS ? 1 : 2;
    int64(1);
    int64(OWN_DICTIONARY + width);
    int64(keys.size());
    keys.forEach(this::text);
    int64(rows);
    int at = take(rows << width);
    for (int row = 0; row < rows; row++) {
      switch (width) {
        case 0 -> buffer.put(at + row, (byte) indexes[row]);
        case 1 -> buffer.putShort(at + row * Short.BYTES, (short) indexes[row]);
        default -> buffer.putInt(at + row * Integer.BYTES, indexes[row]);
      }
    }
  }

  public void int8s(byte value, int count) {
    int at = take(count);
    Arrays.fill(buffer.array(), at, at + count, value);
  }

  public void int32s(int[] values, int count) {
    int at = take(count * Integer.BYTES);
    for (int i = 0; i < count; i++) {
      buffer.putInt(at + i * Integer.BYTES, values[i]);
    }
  }

  public void int64s(long[] values, int count) {
    int at = take(count * Long.BYTES);
    for (int i = 0; i < count; i++) {
      buffer.putLong(at + i * Long.BYTES, values[i]);
    }
  }

  public void int64s(long value, int count) {
    int at = take(count * Long.BYTES);
    for (int i = 0; i < count; i++) {
      buffer.putLong(at + i * Long.BYTES, value);
    }
  }

  /** Numbers of 128 bits: each value times the factor. */
  public void int128s(long[] values, long factor, int count) {
    int at = take(count * 2 * Long.BYTES);
    for (int i = 0; i < count; i++, at += 2 * Long.BYTES) {
      buffer.putLong(at, values[i] * factor);
      buffer.putLong(at + Long.BYTES, Math.multiplyHigh(values[i], factor));
    }
  }

  public void int128(BigInteger value) {
    int64(value.longValue());
    int64(value.shiftRight(Long.SIZE).longValue());
  }

  public void int32(int value) {
    int at = take(Integer.BYTES);
    buffer.putInt(at, value);
  }

  public void int64(long value) {
    int at = take(Long.BYTES);
    buffer.putLong(at, value);
  }

  public void text(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    varint(bytes.length);
    int at = take(bytes.length);
    buffer.put(at, bytes);
  }

  void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      int8s((byte) (rest | 0x80), 1);
      rest >>>= 7;
    }
    int8s((byte) rest, 1);
  }

  /** Where so many bytes may be put; the buffer grows when it is full. */
  private int take(int bytes) {
    int at = buffer.position();
    if (buffer.remaining() < bytes) {
      int wanted = Math.addExact(at, bytes);
      buffer =
          allocate((int) Math.min(Integer.MAX_VALUE - 8L, 2L * wanted)).put(buffer.flip());
    }
    buffer.position(at + bytes);
    return at;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(buffer.array(), 0, buffer.position());
  }
}
