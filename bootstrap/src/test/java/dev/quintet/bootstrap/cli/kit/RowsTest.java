package dev.quintet.bootstrap.cli.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RowsTest {

  private static final @Nullable Object[] AWKWARD = {
    "a,b", "say \"no\"\n", new BigDecimal("1E+3"), new BigDecimal("0.10"), 7L, null
  };

  private static String printed(Format format, @Nullable Object[]... rows) {
    StringWriter text = new StringWriter();
    Rows printed = Rows.of(format, new PrintWriter(text), List.of("a", "b", "c", "d", "e", "f"));
    for (@Nullable Object[] row : rows) {
      printed.row(row);
    }
    printed.end();
    return text.toString();
  }

  @Test
  void textIsEscapedAsTheFormatWantsIt() {
    assertThat(printed(Format.CSV, AWKWARD))
        .isEqualTo("a,b,c,d,e,f\n\"a,b\",\"say \"\"no\"\"\n\",1000,0.1,7,\n");
    assertThat(printed(Format.JSON, AWKWARD))
        .isEqualTo(
            "[\n"
                + "  {\"a\":\"a,b\",\"b\":\"say \\\"no\\\"\\n\",\"c\":\"1000\",\"d\":\"0.1\",\"e\":7,\"f\":null}\n"
                + "]\n");
  }

  @Test
  void withoutRowsThereAreTheNamesOrAnEmptyArray() {
    assertThat(printed(Format.CSV)).isEqualTo("a,b,c,d,e,f\n");
    assertThat(printed(Format.TABLE)).isEqualTo("a  b  c  d  e  f\n");
    assertThat(printed(Format.JSON)).isEqualTo("[]\n");
  }

  @Test
  void oneRowIsAnObjectInJson() {
    StringWriter text = new StringWriter();
    Rows.print(Format.JSON, new PrintWriter(text), Map.of("a", new BigDecimal("0.00")));
    assertThat(text).hasToString("{\"a\":\"0\"}\n");
  }

  @Test
  void whatWasReadIsPrintedEvenIfTheRestCannotBe() {
    for (Format format : List.of(Format.CSV, Format.JSON)) {
      StringWriter text = new StringWriter();
      Rows.of(format, new PrintWriter(text), List.of("a")).row(7L);
      assertThat(text.toString()).as(format.name()).contains("7");
    }
  }
}
