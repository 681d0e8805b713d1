package dev.quintet.adapters.in.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.quintet.domain.marketdata.TickBatch;
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
    makeRoom(1);
    put(raw);
  }

  /** Packed values from {@code start} to {@code end}; the loop that most of the time is spent in. */
  void addPacked(byte[] bytes, int start, int end) throws InvalidProtocolBufferException {
    makeRoom(count(bytes, start, end));
    int position = start;
    while (position < end) {
      long raw = bytes[position++];
      if (raw < 0) {
        raw &= 0x7F;
        int shift = 7;
        byte next;
        do {
          if (position == end || shift > 63) {
            throw WireReader.malformed("a packed number that does not end");
          }
          next = bytes[position++];
          raw |= (next & 0x7FL) << shift;
          shift += 7;
        } while (next < 0);
      }
      put(raw);
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

  private void makeRoom(int more) {
    int wanted = (int) Math.min(MOST_KEPT, (long) size + more);
    if (wanted > values.length) {
      int grown = size == 0 ? wanted : Math.min(MOST_KEPT, Math.max(wanted, 2 * values.length));
      values = Arrays.copyOf(values, grown);
    }
  }

  private void put(long raw) {
    long value =
        switch (coding) {
          case DIFFERENCES -> sum((raw >>> 1) ^ -(raw & 1));
          case ZIGZAG -> (raw >>> 1) ^ -(raw & 1);
          case UNSIGNED_32 -> (int) raw;
        };
    if (size < MOST_KEPT) {
      values[size] = value;
    }
    size++;
  }

  private long sum(long difference) {
    long sum = last + difference;
    overflown |= ((last ^ sum) & (difference ^ sum)) < 0;
    last = sum;
    return sum;
  }
}
