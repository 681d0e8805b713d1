package dev.quintet.adapters.out.clickhouse.kernel;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.data.ClickHouseFormat;
import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.shared.Problem;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the encoder takes comes back from the server as it was, and what it cannot hold is refused. */
final class RowBlockTest {

  private static final TestClickHouse CLICK_HOUSE = TestClickHouse.shared();

  /** Values at the limits of a type, as the server shows them, and values beyond. */
  private record Limits(String type, Map<Object, String> held, List<Object> refused) {

    static Limits integer(String type, BigInteger least, BigInteger most) {
      return new Limits(
          type,
          Map.of(least, least.toString(), most, most.toString()),
          List.of(least.subtract(BigInteger.ONE), most.add(BigInteger.ONE)));
    }

    static Limits decimal(String type, int digits, int scale) {
      BigDecimal most = new BigDecimal(BigInteger.TEN.pow(digits).subtract(BigInteger.ONE), scale);
      BigDecimal unit = BigDecimal.ONE.movePointLeft(scale);
      return new Limits(
          type,
          Map.of(most, most.toPlainString(), most.negate(), most.negate().toPlainString()),
          List.of(most.add(unit), most.negate().subtract(unit), unit.movePointLeft(1)));
    }

    /** Before the time itself a server's calendar begins; after, its own, or the type's, ends. */
    static Limits time(int precision, String most, String shown) {
      return new Limits(
          "DateTime64(%d, 'UTC')".formatted(precision),
          Map.of(
              Instant.parse("1900-01-01T00:00:00Z"),
              "1900-01-01 00:00:00" + (precision > 0 ? "." + "0".repeat(precision) : ""),
              Instant.parse(most),
              shown),
          List.of(
              Instant.parse("1900-01-01T00:00:00Z").minusNanos(1),
              Instant.parse(most).plusSeconds(1)));
    }
  }

  static List<Limits> limits() {
    BigInteger two = BigInteger.TWO;
    BigInteger one = BigInteger.ONE;
    return List.of(
        Limits.integer("UInt8", BigInteger.ZERO, BigInteger.valueOf(255)),
        Limits.integer("Int8", BigInteger.valueOf(-128), BigInteger.valueOf(127)),
        Limits.integer("UInt16", BigInteger.ZERO, BigInteger.valueOf(65_535)),
        Limits.integer("UInt32", BigInteger.ZERO, two.pow(32).subtract(one)),
        Limits.integer("Int64", two.pow(63).negate(), two.pow(63).subtract(one)),
        Limits.integer("UInt64", BigInteger.ZERO, two.pow(64).subtract(one)),
        Limits.integer("Int128", two.pow(127).negate(), two.pow(127).subtract(one)),
        Limits.decimal("Decimal(18, 8)", 18, 8),
        Limits.decimal("Decimal(38, 8)", 38, 8),
        Limits.decimal("Decimal(38, 18)", 38, 18),
        Limits.time(0, "2299-12-31T23:59:59Z", "2299-12-31 23:59:59"),
        Limits.time(6, "2299-12-31T23:59:59.999999Z", "2299-12-31 23:59:59.999999"),
        Limits.time(9, "2262-04-11T23:47:16.854775807Z", "2262-04-11 23:47:16.854775807"),
        new Limits(
            "Enum8('quote' = 1, 'trade' = 2)", Map.of(1, "quote", 2, "trade"), List.of(0, 3, 12)));
  }

  private static Table table(String type) {
    return Table.of("t" + Fresh.unique(), "tenant_id LowCardinality(String)\nx " + type);
  }

  private static NativeBlock encode(Table table, Object value) {
    return RowBlock.encode(table, List.of(List.of("acme", value)));
  }

  /** What the server shows of a value that was stored in a column of that type. */
  private static String stored(String type, Object value) throws Exception {
    Table table = table(type);
    CLICK_HOUSE.admin.execute("CREATE DATABASE IF NOT EXISTS types", Map.of(), Fresh.deadline());
    CLICK_HOUSE.admin.execute(
        "CREATE TABLE types.%s (tenant_id LowCardinality(String), x %s) ENGINE = Memory"
            .formatted(table.name(), type),
        Map.of(),
        Fresh.deadline());
    NativeBlock block = encode(table, value);
    CLICK_HOUSE
        .clients
        .as(ClickHouseUser.ADMIN)
        .insert(
            table.name(),
            List.of("tenant_id", "x"),
            block::writeTo,
            ClickHouseFormat.Native,
            new InsertSettings().setDatabase("types"))
        .get()
        .close();
    String shown =
        CLICK_HOUSE
            .admin
            .rows(
                "SELECT toString(x) AS value FROM types." + table.name()
                    + " SETTINGS output_format_decimal_trailing_zeros = 1",
                Map.of(),
                List.of("value"),
                Fresh.deadline())
            .getFirst()
            .getFirst();
    return shown;
  }

  @ParameterizedTest
  @MethodSource("limits")
  void whatATypeHoldsComesBack(Limits limits) throws Exception {
    for (Map.Entry<Object, String> held : limits.held.entrySet()) {
      assertThat(stored(limits.type, held.getKey())).isEqualTo(held.getValue());
    }
  }

  @ParameterizedTest
  @MethodSource("limits")
  void oneMoreIsRefusedWithTheNameOfTheColumn(Limits limits) {
    for (Object value : limits.refused) {
      assertProblem(Problem.Invalid.class, () -> encode(table(limits.type), value));
      assertThatThrownBy(() -> encode(table(limits.type), value)).hasMessageContaining("x");
    }
  }

  @Test
  void textsKeysListsAndMapsComeBack() throws Exception {
    assertThat(stored("String", "Grüße, 世界")).isEqualTo("Grüße, 世界");
    assertThat(stored("LowCardinality(String)", "EURUSD")).isEqualTo("EURUSD");
    assertThat(stored("Map(String, Decimal(38, 18))", Map.of("rsi", new BigDecimal("70.5"))))
        .isEqualTo("{'rsi':70.500000000000000000}");
    assertThat(stored("Map(String, Decimal(38, 18))", Map.of())).isEqualTo("{}");
    assertThat(stored("Array(String)", List.of("Grüße", "b"))).isEqualTo("['Grüße','b']");
    assertThat(stored("Array(String)", List.of())).isEqualTo("[]");
    assertThat(stored("Array(Float32)", new float[] {0.1f, -Float.MAX_VALUE, Float.MIN_VALUE, 0}))
        .isEqualTo("[0.1,-3.4028235e38,1e-45,0]");
    assertThat(stored("Array(Float32)", new float[0])).isEqualTo("[]");
  }

  @Test
  void whatIsNoNumberIsRefused() {
    for (float number : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      assertProblem(
          Problem.Invalid.class, () -> encode(table("Array(Float32)"), new float[] {1, number}));
    }
  }

  @Test
  void aTypeThatItDoesNotKnowIsNotGuessed() {
    assertThatThrownBy(() -> encode(table("Float64"), 1.5))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("column x has type Float64");
  }

  @Test
  void aTableWhoseRowsBelongToNobodyIsNotDeclared() {
    assertThatThrownBy(() -> Table.of("orphans", "x UInt8"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("orphans");
  }
}
