package dev.quintet.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        " true ",
        "-0.5e+10",
        "\"\"",
        "\"\\u00e9\\n\\\"\"",
        "[]",
        "{}",
        "[1,[2,[]],{\"a\":{}}]",
        "{\"a\":1,\"b\":[true,null],\"ü\":\"x\"}",
        "\t[ 1 , 2 ]\r\n"
      })
  void aValueIsKeptAsItWasWritten(String text) {
    assertThat(new JsonText(text).value()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "nul", "01", "1.", "+1", "NaN", "'a'", "\"a", "\"\u0001\"", "\"\\x\"", "\"\\u12g4\"",
        "[1,]", "[,1]", "[1 2]", "[", "]", "{\"a\"}", "{\"a\":}", "{a:1}", "{\"a\":1,}", "[1}", "1 2",
        "\ud800", "\"\ud800\"", "{\"a\":1]"
      })
  void whatIsNoJsonIsRefused(String text) {
    Refused.field("value", () -> new JsonText(text));
  }

  @Test
  void deepAndHugeValuesAreRefused() {
    String deepest = "[".repeat(JsonText.DEEPEST) + "]".repeat(JsonText.DEEPEST);
    assertThat(new JsonText(deepest).value()).isEqualTo(deepest);
    Refused.field("value", () -> new JsonText("[" + deepest + "]"));
    Refused.field("content", () -> JsonText.of("content", "[".repeat(10_000)));
    assertThat(new JsonText("\"" + "x".repeat(JsonText.LONGEST - 2) + "\"").value())
        .hasSize(JsonText.LONGEST);
    Refused.field("value", () -> new JsonText("\"" + "ü".repeat(JsonText.LONGEST / 2) + "\""));
    Refused.field("value", () -> new JsonText("9".repeat(1 << 20)));
  }
}
