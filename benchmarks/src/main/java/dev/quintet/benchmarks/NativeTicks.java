package dev.quintet.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * A block of quotes of one symbol in ClickHouse's Native format, as the bare client sends it: the
 * cheapest form there is, written into a buffer that is used again.
 */
final class NativeTicks {

  static final List<String> COLUMNS =
      List.of(
          "tenant_id",
          "symbol",
          "source",
          "kind",
          "tier",
          "user_id",
          "event_time",
          "sequence",
          "bid",
          "ask",
          "price",
          "volume",
          "received_time");

  private static final String KEY = "LowCardinality(String)";
  private static final String PRICE = "Decimal(18, 8)";
  private static final int MAX_BYTES_PER_ROW = 80;
  private static final int HEADER_BYTES = 4_096;
  private static final long ONE_BYTE_INDEXES = 0x600;

  private final ByteBuffer buffer =
      ByteBuffer.allocate(Replay.BLOCK_ROWS * MAX_BYTES_PER_ROW + HEADER_BYTES)
          .order(ByteOrder.LITTLE_ENDIAN);
  private final long[] times = new long[Replay.BLOCK_ROWS];
  private final int[] sequences = new int[Replay.BLOCK_ROWS];
  private final long[] bids = new long[Replay.BLOCK_ROWS];
  private final long[] asks = new long[Replay.BLOCK_ROWS];
  private final long[] zeros = new long[Replay.BLOCK_ROWS];
  private final long[] received = new long[Replay.BLOCK_ROWS];

  /** Replaces what is in the buffer. */
  NativeTicks encode(Replay.Block block, long receivedMicros) {
    int rows = block.rows();
    block.copyTo(times, sequences, bids, asks);
    Arrays.fill(received, 0, rows, receivedMicros);
    buffer.clear();
    varint(COLUMNS.size());
    varint(rows);
    key("tenant_id", "demo", rows);
    key("symbol", block.recorded().symbol(), rows);
    key("source", block.recorded().source(), rows);
    bytes("kind", "Enum8('quote' = 1, 'trade' = 2)", 1, rows);
    bytes("tier", "Enum8('free' = 1, 'pro' = 2, 'enterprise' = 3)", 2, rows);
    key("user_id", "", rows);
    longs("event_time", "DateTime64(9, 'UTC')", times, rows);
    column("sequence", "UInt32");
    buffer.asIntBuffer().put(sequences, 0, rows);
    buffer.position(buffer.position() + rows * Integer.BYTES);
    longs("bid", PRICE, bids, rows);
    longs("ask", PRICE, asks, rows);
    longs("price", PRICE, zeros, rows);
    longs("volume", "Decimal(38, 8)", zeros, rows);
    values(zeros, rows);
    longs("received_time", "DateTime64(6, 'UTC')", received, rows);
    return this;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(buffer.array(), 0, buffer.position());
  }

  private void column(String name, String type) {
    text(name);
    text(type);
  }

  private void key(String name, String value, int rows) {
    column(name, KEY);
    buffer.putLong(1).putLong(ONE_BYTE_INDEXES).putLong(1);
    text(value);
    buffer.putLong(rows);
    fill(0, rows);
  }

  private void bytes(String name, String type, int value, int rows) {
    column(name, type);
    fill(value, rows);
  }

  private void fill(int value, int rows) {
    Arrays.fill(
        buffer.array(), buffer.position(), buffer.position() + rows, (byte) value);
    buffer.position(buffer.position() + rows);
  }

  private void longs(String name, String type, long[] values, int rows) {
    column(name, type);
    values(values, rows);
  }

  private void values(long[] values, int rows) {
    buffer.asLongBuffer().put(values, 0, rows);
    buffer.position(buffer.position() + rows * Long.BYTES);
  }

  private void text(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    varint(bytes.length);
    buffer.put(bytes);
  }

  private void varint(int value) {
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      buffer.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    buffer.put((byte) rest);
  }
}
