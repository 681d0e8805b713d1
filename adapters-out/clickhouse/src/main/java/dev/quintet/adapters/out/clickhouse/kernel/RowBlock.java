package dev.quintet.adapters.out.clickhouse.kernel;

import dev.quintet.domain.shared.ProblemException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rows of any declared table as one block. The server stores a value that its column cannot hold as
 * another one, and says nothing; so each is checked here.
 *
 * <p>What a column takes: String and LowCardinality(String) a String; integers and enums a Number;
 * DateTime64 an Instant, of which it keeps what its precision holds; Decimal a BigDecimal; Map a Map
 * and Array a List of such values; Array(Float32) a float[] of finite ones.
 */
public final class RowBlock {

  private static final Pattern DECIMAL = Pattern.compile("Decimal\\((\\d+), (\\d+)\\)");
  private static final Pattern TIME = Pattern.compile("DateTime64\\((\\d), 'UTC'\\)");
  private static final Pattern INTEGER = Pattern.compile("(U?)Int(\\d+)");
  private static final Pattern ARRAY = Pattern.compile("Array\\((.*)\\)");
  private static final Pattern MAP = Pattern.compile("Map\\(String, (.*)\\)");

  /** What the server can show of a time. */
  private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("2299-12-31T23:59:59.999999999Z");

  private final NativeBlock block = new NativeBlock();

  private RowBlock() {}

  /**
   * @param rows values in the order of the columns that are inserted
   * @throws ProblemException Invalid, naming the column, when a value does not fit its type
   */
  public static NativeBlock encode(Table table, List<? extends List<?>> rows) {
    RowBlock encoder = new RowBlock();
    List<Table.Column> columns = table.inserted();
    encoder.block.begin(columns.size(), rows.size());
    for (int i = 0; i < columns.size(); i++) {
      int at = i;
      encoder.block.column(columns.get(i).name(), columns.get(i).type());
      encoder.column(columns.get(i), rows.stream().<Object>map(row -> row.get(at)).toList());
    }
    return encoder.block;
  }

  private void column(Table.Column column, List<?> values) {
    Matcher map = MAP.matcher(column.type());
    Matcher array = ARRAY.matcher(column.type());
    if (column.type().equals("LowCardinality(String)")) {
      keys(values);
    } else if (column.type().equals("Array(Float32)")) {
      floats(column, values);
    } else if (array.matches()) {
      array(new Table.Column(column.name(), array.group(1), false), values);
    } else if (map.matches()) {
      map(new Table.Column(column.name(), map.group(1), false), values);
    } else {
      values.forEach(value -> value(column, value));
    }
  }

  private void keys(List<?> values) {
    Map<String, Integer> keys = new LinkedHashMap<>();
    int[] indexes = new int[values.size()];
    for (int row = 0; row < indexes.length; row++) {
      indexes[row] = keys.computeIfAbsent((String) values.get(row), added -> keys.size());
    }
    block.lowCardinality(List.copyOf(keys.keySet()), indexes, indexes.length);
  }

  /** Where each row's items end, then all items. */
  private void array(Table.Column item, List<?> rows) {
    List<Object> items = new ArrayList<>();
    for (Object row : rows) {
      items.addAll((List<?>) row);
      block.int64(items.size());
    }
    column(item, items);
  }

  /** Where each row's numbers end, then all numbers. */
  private void floats(Table.Column column, List<?> rows) {
    long end = 0;
    for (Object row : rows) {
      end += ((float[]) row).length;
      block.int64(end);
    }
    for (Object row : rows) {
      for (float number : (float[]) row) {
        if (!Float.isFinite(number)) {
          throw misfit(column);
        }
        block.int32(Float.floatToIntBits(number));
      }
    }
  }

  /** Where each row's entries end, then all keys, then all values. */
  private void map(Table.Column entry, List<?> rows) {
    List<Object> values = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    for (Object row : rows) {
      ((Map<?, ?>) row)
          .forEach(
              (key, value) -> {
                keys.add((String) key);
                values.add(value);
              });
      block.int64(keys.size());
    }
    keys.forEach(block::text);
    column(entry, values);
  }

  private void value(Table.Column column, Object value) {
    String type = column.type();
    Matcher decimal = DECIMAL.matcher(type);
    Matcher time = TIME.matcher(type);
    Matcher integer = INTEGER.matcher(type);
    if (type.equals("String")) {
      block.text((String) value);
    } else if (decimal.matches()) {
      int digits = Integer.parseInt(decimal.group(1));
      BigInteger units = units(column, (BigDecimal) value, Integer.parseInt(decimal.group(2)));
      BigInteger end = BigInteger.TEN.pow(digits);
      number(column, units, BigInteger.ONE.subtract(end), end, digits <= 18 ? 8 : 16);
    } else if (time.matches()) {
      block.int64(ticks(column, (Instant) value, Integer.parseInt(time.group(1))));
    } else if (integer.matches()) {
      int bits = Integer.parseInt(integer.group(2));
      boolean unsigned = !integer.group(1).isEmpty();
      BigInteger end = BigInteger.TWO.pow(unsigned ? bits : bits - 1);
      number(column, whole(value), unsigned ? BigInteger.ZERO : end.negate(), end, bits / 8);
    } else if (type.startsWith("Enum8(")) {
      if (!type.contains("= " + value + ",") && !type.contains("= " + value + ")")) {
        throw ProblemException.invalid(column.name(), "is none of " + type);
      }
      block.int8s(((Number) value).byteValue(), 1);
    } else {
      throw new IllegalStateException("column " + column.name() + " has type " + type);
    }
  }

  private static BigInteger whole(Object value) {
    return value instanceof BigInteger big
        ? big
        : BigInteger.valueOf(((Number) value).longValue());
  }

  private static BigInteger units(Table.Column column, BigDecimal value, int scale) {
    try {
      return value.setScale(scale, RoundingMode.UNNECESSARY).unscaledValue();
    } catch (ArithmeticException e) {
      throw misfit(column);
    }
  }

  private static long ticks(Table.Column column, Instant value, int precision) {
    if (value.isBefore(EARLIEST) || value.isAfter(LATEST)) {
      throw misfit(column);
    }
    long perSecond = BigInteger.TEN.pow(precision).longValue();
    try {
      return Math.addExact(
          Math.multiplyExact(value.getEpochSecond(), perSecond),
          value.getNano() / (1_000_000_000 / perSecond));
    } catch (ArithmeticException e) {
      throw misfit(column);
    }
  }

  private void number(
      Table.Column column, BigInteger value, BigInteger first, BigInteger end, int bytes) {
    if (value.compareTo(first) < 0 || value.compareTo(end) >= 0) {
      throw misfit(column);
    }
    switch (bytes) {
      case 1 -> block.int8s(value.byteValue(), 1);
      case 2 -> {
        block.int8s(value.byteValue(), 1);
        block.int8s(value.shiftRight(8).byteValue(), 1);
      }
      case 4 -> block.int32(value.intValue());
      case 8 -> block.int64(value.longValue());
      default -> block.int128(value);
    }
  }

  private static ProblemException misfit(Table.Column column) {
    return ProblemException.invalid(column.name(), "does not fit " + column.type());
  }
}
