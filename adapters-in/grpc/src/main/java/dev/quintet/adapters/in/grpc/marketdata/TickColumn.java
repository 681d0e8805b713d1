package dev.quintet.adapters.in.grpc.marketdata;

import com.google.protobuf.CodedInputStream;
import dev.quintet.domain.marketdata.TickBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * One column of a batch while it is decoded. It counts every value but keeps no more than a batch
 * may have and one, so that a small message cannot become a large array.
 */
final class TickColumn {

  /** How a value is written. */
  enum Coding {
    /** The first value, then each row's difference to the row before; zigzag. */
    DIFFERENCES,
    ZIGZAG,
    /** The low 32 bits of a varint. */
    UNSIGNED_32
  }

  private static final int MOST_KEPT = TickBatch.MAX_ROWS + 1;
  private static final long[] NONE = {};
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  private final Coding coding;
  private long[] values = NONE;
  private int size;
  private long last;
  private boolean overflown;

  TickColumn(Coding coding) {
    this.coding = coding;
  }

  void clear() {
    size = 0;
    last = 0;
    overflown = false;
  }

  /** How many values there were. */
  int size() {
    return size;
  }

  /** Whether the differences added up to more than 64 bits. */
  boolean overflown() {
    return overflown;
  }

  /** The values; exact unless there were too many. */
  long[] longs() {
    int kept = Math.min(size, MOST_KEPT);
    return kept == values.length ? values : Arrays.copyOf(values, kept);
  }

  int[] ints() {
    int[] ints = new int[Math.min(size, MOST_KEPT)];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = (int) values[i];
    }
    return ints;
  }

  /** One value as it stands on the wire. */
  void add(long raw) {
    int kept = Math.min(size, MOST_KEPT);
    size++;
    if (kept < MOST_KEPT) {
      makeRoom(kept + 1);
      values[kept] = raw;
      decode(kept, kept + 1);
    }
  }

  /** Packed values from {@code start} to {@code end}. */
  void addPacked(byte[] bytes, int start, int end) throws IOException {
    int count = count(bytes, start, end);
    int from = Math.min(size, MOST_KEPT);
    int to = (int) Math.min(MOST_KEPT, (long) from + count);
    makeRoom(to);
    int position = split(bytes, start, end, from, to);
    decode(from, to);
    size += count;
    // What is not kept must be numbers all the same.
    CodedInputStream rest = CodedInputStream.newInstance(bytes, position, end - position);
    while (!rest.isAtEnd()) {
      var unused = rest.readRawVarint64();
    }
  }

  /** Every number ends with a byte whose high bit is clear. */
  private static int count(byte[] bytes, int start, int end) {
    int count = 0;
    for (int i = start; i < end; i++) {
      count += ~bytes[i] >>> 31;
    }
    return count;
  }

  /**
   * Puts the bits of each number into {@code values[from, to)}; returns where the next would begin.
   * Most of the time is spent here: eight bytes are looked at together, as eight numbers if they
   * are that many, and otherwise without a branch on the number's length, which would be guessed
   * wrong on every other row.
   */
  private int split(byte[] bytes, int start, int end, int from, int to) throws IOException {
    ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long[] into = values;
    int position = start;
    int row = from;
    while (row < to) {
      long word = position + Long.BYTES <= end ? words.getLong(position) : -1;
      long ends = ~word & HIGH_BITS;
      if (ends == HIGH_BITS && row + Long.BYTES <= to) {
        for (int i = 0; i < Long.BYTES; i++) {
          into[row + i] = (word >>> (i * Byte.SIZE)) & 0x7F;
        }
        row += Long.BYTES;
        position += Long.BYTES;
      } else if (ends != 0) {
        int bits = Long.numberOfTrailingZeros(ends) + 1;
        into[row++] = withoutHighBits(word & (-1L >>> (Long.SIZE - bits)));
        position += bits >>> 3;
      } else {
        CodedInputStream number = CodedInputStream.newInstance(bytes, position, end - position);
        into[row++] = number.readRawVarint64();
        position += number.getTotalBytesRead();
      }
    }
    return position;
  }

  /** Drops the high bit of each byte and moves the others together: by pairs, fours and all. */
  private static long withoutHighBits(long word) {
    long pairs =
        (word & 0x007F_007F_007F_007FL) | ((word & 0x7F00_7F00_7F00_7F00L) >>> 1);
    long fours = (pairs & 0x0000_3FFF_0000_3FFFL) | ((pairs & 0x3FFF_0000_3FFF_0000L) >>> 2);
    return (fours & 0x0000_0000_0FFF_FFFFL) | ((fours & 0x0FFF_FFFF_0000_0000L) >>> 4);
  }

  private void makeRoom(int wanted) {
    if (wanted > values.length) {
      int grown = size == 0 ? wanted : Math.min(MOST_KEPT, Math.max(wanted, 2 * values.length));
      values = Arrays.copyOf(values, grown);
    }
  }

  /** Turns the bits in {@code values[from, to)} into what they stand for. */
  private void decode(int from, int to) {
    switch (coding) {
      case DIFFERENCES -> addUp(from, to);
      case ZIGZAG -> {
        for (int row = from; row < to; row++) {
          values[row] = zigzag(values[row]);
        }
      }
      case UNSIGNED_32 -> {
        for (int row = from; row < to; row++) {
          values[row] = (int) values[row];
        }
      }
    }
  }

  private void addUp(int from, int to) {
    long[] sums = values;
    long sum = last;
    long overflow = 0;
    for (int row = from; row < to; row++) {
      long difference = zigzag(sums[row]);
      long next = sum + difference;
      overflow |= (sum ^ next) & (difference ^ next);
      sums[row] = next;
      sum = next;
    }
    last = sum;
    overflown |= overflow < 0;
  }

  private static long zigzag(long raw) {
    return (raw >>> 1) ^ -(raw & 1);
  }
}
