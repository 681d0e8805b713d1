package dev.quintet.adapters.out.clickhouse.kernel;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One column of a block in ClickHouse's Native format. Its arrays are reused from block to block
 * and may be longer than the block.
 *
 * <p>What is read of a type: integers, enums, times and decimals up to 64 bits in {@link #longs};
 * of 128 bits also their high half in {@link #highs}; strings in {@link #texts}, by {@link
 * #indexes} into it where the type is LowCardinality; of a map the end of each row's entries in
 * {@link #longs} and the entries of all rows in {@link #keys} and {@link #values}.
 */
public final class NativeColumn {

  private static final long SHARED_DICTIONARIES = 0x100;

  String name = "";
  public long[] longs = {};
  public long[] highs = {};
  public String[] texts = {};
  public int[] indexes = {};

  public @Nullable NativeColumn keys;
  public @Nullable NativeColumn values;

  private String type = "";

  void read(LittleEndianInput in, String name, String type, int rows) throws IOException {
    this.name = name;
    this.type = type;
    if (rows == 0) {
      return;
    }
    if (type.startsWith("LowCardinality(")) {
      readDictionary(in);
      readIndexes(in, rows);
    } else if (type.equals("String")) {
      texts = texts.length < rows ? new String[rows] : texts;
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

  private void readDictionary(LittleEndianInput in) throws IOException {
    if (in.int64() != 1) {
      throw new IOException("column " + name + ": unknown version of LowCardinality");
    }
  }

  private void readIndexes(LittleEndianInput in, int rows) throws IOException {
    long flags = in.int64();
    if ((flags & SHARED_DICTIONARIES) != 0) {
      throw new IOException("column " + name + ": shared dictionaries are not understood");
    }
    int keys = Math.toIntExact(in.int64());
    texts = texts.length < keys ? new String[keys] : texts;
    readTexts(in, keys);
    if (in.int64() != rows) {
      throw new IOException("column " + name + ": its length is not the block's");
    }
    indexes = indexes.length < rows ? new int[rows] : indexes;
    longs = longs.length < rows ? new long[rows] : longs;
    in.uints(longs, rows, 1 << (int) (flags & 0xff));
    for (int row = 0; row < rows; row++) {
      indexes[row] = (int) longs[row];
    }
  }

  private void readTexts(LittleEndianInput in, int count) throws IOException {
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
    if (width == Long.BYTES) {
      in.int64s(longs, rows);
    } else if (width == 2 * Long.BYTES) {
      highs = highs.length < rows ? new long[rows] : highs;
      in.int128s(longs, highs, rows);
    } else {
      in.uints(longs, rows, width);
    }
  }

  private int width() {
    return switch (type) {
      case "UInt8" -> 1;
      case "UInt16" -> 2;
      case "UInt32" -> 4;
      case "Int64", "UInt64" -> 8;
      case "Int128" -> 16;
      default -> {
        if (type.startsWith("Enum8(")) {
          yield 1;
        } else if (type.startsWith("DateTime64(")) {
          yield 8;
        } else if (type.startsWith("Decimal(")) {
          int precision = Integer.parseInt(type.substring(8, type.indexOf(',')));
          if (precision > 9 && precision <= 38) {
            yield precision <= 18 ? 8 : 16;
          }
        }
        throw new IllegalStateException("column " + name + " has type " + type);
      }
    };
  }
}
