package dev.quintet.adapters.out.clickhouse.kernel;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One column of a block in ClickHouse's Native format. Its arrays are reused from block to block
 * and may be longer than the block.
 *
 * <p>What is read of a type: integers, enums, times and decimals up to 64 bits in {@link #longs}, and
 * the bits of a Float64;
 * of 128 bits also their high half in {@link #highs}; strings in {@link #texts}, by {@link
 * #indexes} into it where the type is LowCardinality; of a map the end of each row's entries in
 * {@link #longs} and the entries of all rows in {@link #keys} and {@link #values}.
 */
public final class NativeColumn {

  private static final long SHARED_DICTIONARIES = 0x100;

  public long[] longs = {};
  public long[] highs = {};
  public String[] texts = {};
  public int[] indexes = {};

  public @Nullable NativeColumn keys;
  public @Nullable NativeColumn values;

  private String name = "";
  private String type = "";

  void read(LittleEndianInput in, String name, String type, int rows) throws IOException {
    this.name = name;
    this.type = type;
    if (rows == 0) {
      return;
    }
    if (type.startsWith("LowCardinality(")) {
      readIndexes(in, rows);
    } else if (type.equals("String")) {
      readTexts(in, rows);
    } else if (type.startsWith("Map(")) {
      readMap(in, rows);
    } else {
      readNumbers(in, width(), rows);
    }
  }

  /** The string of a row. */
  public String text(int row) {
    return type.startsWith("LowCardinality(") ? texts[indexes[row]] : texts[row];
  }

  private void readIndexes(LittleEndianInput in, int rows) throws IOException {
    if (in.int64() != 1) {
      throw new IOException("column " + name + ": unknown version of LowCardinality");
    }
    long flags = in.int64();
    if ((flags & SHARED_DICTIONARIES) != 0) {
      throw new IOException("column " + name + ": shared dictionaries are not understood");
    }
    readTexts(in, Math.toIntExact(in.int64()));
    if (in.int64() != rows) {
      throw new IOException("column " + name + ": its length is not the block's");
    }
    readNumbers(in, 1 << (int) (flags & 0xff), rows);
    indexes = indexes.length < rows ? new int[rows] : indexes;
    for (int row = 0; row < rows; row++) {
      indexes[row] = (int) longs[row];
    }
  }

  private void readTexts(LittleEndianInput in, int count) throws IOException {
    texts = texts.length < count ? new String[count] : texts;
    for (int i = 0; i < count; i++) {
      texts[i] = in.text();
    }
  }

  private void readMap(LittleEndianInput in, int rows) throws IOException {
    readNumbers(in, Long.BYTES, rows);
    int entries = Math.toIntExact(longs[rows - 1]);
    int comma = type.indexOf(", ");
    keys = keys == null ? new NativeColumn() : keys;
    keys.read(in, name + ".keys", type.substring("Map(".length(), comma), entries);
    values = values == null ? new NativeColumn() : values;
    values.read(in, name + ".values", type.substring(comma + 2, type.length() - 1), entries);
  }

  private void readNumbers(LittleEndianInput in, int width, int rows) throws IOException {
    longs = longs.length < rows ? new long[rows] : longs;
    highs = width > Long.BYTES && highs.length < rows ? new long[rows] : highs;
    in.numbers(width, longs, highs, rows);
  }

  private int width() {
    int parameters = type.indexOf('(');
    return switch (parameters < 0 ? type : type.substring(0, parameters)) {
      case "UInt8", "Enum8" -> 1;
      case "UInt16" -> 2;
      case "UInt32" -> 4;
      case "Int64", "UInt64", "DateTime64", "Float64" -> 8;
      case "Int128" -> 16;
      case "Decimal" -> {
        int precision = Integer.parseInt(type.substring(8, type.indexOf(',')));
        if (precision <= 9 || precision > 38) {
          throw unknown();
        }
        yield precision <= 18 ? 8 : 16;
      }
      default -> throw unknown();
    };
  }

  private IllegalStateException unknown() {
    return new IllegalStateException("column " + name + " has type " + type);
  }
}
