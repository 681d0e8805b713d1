package dev.quintet.adapters.out.clickhouse.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * One block in ClickHouse's Native format, written into a buffer that is kept for the next one: the
 * counts of columns and rows, then each column with its name, its type and its values.
 */
public final class NativeBlock {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  /** The keys of a LowCardinality column stand in the block itself, and replace earlier ones. */
  private static final long OWN_DICTIONARY = 0x600;

  private static final int MAX_BYTE_KEYS = 1 << 8;
  private static final int MAX_SHORT_KEYS = 1 << 16;

  private byte[] buffer = new byte[1 << 16];
  private int size;
  private int rows;

  public void begin(int columns, int rows) {
    size = 0;
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
    for (String key : keys) {
      text(key);
    }
    int64(rows);
    reserve(rows << width);
    for (int row = 0; row < rows; row++) {
      switch (width) {
        case 0 -> buffer[size + row] = (byte) indexes[row];
        case 1 -> SHORT.set(buffer, size + row * Short.BYTES, (short) indexes[row]);
        default -> INT.set(buffer, size + row * Integer.BYTES, indexes[row]);
      }
    }
    size += rows << width;
  }

  public void int8s(byte value, int count) {
    reserve(count);
    Arrays.fill(buffer, size, size + count, value);
    size += count;
  }

  public void int32s(int[] values, int count) {
    reserve(count * Integer.BYTES);
    for (int i = 0; i < count; i++) {
      INT.set(buffer, size + i * Integer.BYTES, values[i]);
    }
    size += count * Integer.BYTES;
  }

  public void int64s(long[] values, int count) {
    reserve(count * Long.BYTES);
    for (int i = 0; i < count; i++) {
      LONG.set(buffer, size + i * Long.BYTES, values[i]);
    }
    size += count * Long.BYTES;
  }

  public void int64s(long value, int count) {
    reserve(count * Long.BYTES);
    for (int i = 0; i < count; i++) {
      LONG.set(buffer, size + i * Long.BYTES, value);
    }
    size += count * Long.BYTES;
  }

  /** Numbers of 128 bits: each value times the factor. */
  public void int128s(long[] values, long factor, int count) {
    reserve(count * 2 * Long.BYTES);
    int at = size;
    for (int i = 0; i < count; i++) {
      LONG.set(buffer, at, values[i] * factor);
      LONG.set(buffer, at + Long.BYTES, Math.multiplyHigh(values[i], factor));
      at += 2 * Long.BYTES;
    }
    size = at;
  }

  public void int128(BigInteger value) {
    int64(value.longValue());
    int64(value.shiftRight(Long.SIZE).longValue());
  }

  public void int32(int value) {
    reserve(Integer.BYTES);
    INT.set(buffer, size, value);
    size += Integer.BYTES;
  }

  public void int64(long value) {
    reserve(Long.BYTES);
    LONG.set(buffer, size, value);
    size += Long.BYTES;
  }

  public void text(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    varint(bytes.length);
    reserve(bytes.length);
    System.arraycopy(bytes, 0, buffer, size, bytes.length);
    size += bytes.length;
  }

  void varint(long value) {
    reserve(Long.BYTES + 2);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      buffer[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buffer[size++] = (byte) rest;
  }

  private void reserve(int bytes) {
    if (buffer.length - size < bytes) {
      int wanted = Math.addExact(size, bytes);
      buffer = Arrays.copyOf(buffer, (int) Math.min(Integer.MAX_VALUE - 8L, 2L * wanted));
    }
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(buffer, 0, size);
  }

  int size() {
    return size;
  }
}
