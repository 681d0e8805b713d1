package dev.quintet.bootstrap.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LogRecordTest {

  private static final String LINE =
      "{\"time\":\"2026-11-22T21:31:25.004123Z\",\"level\":\"WARN\","
          + "\"logger\":\"dev.quintet.adapters.out.telemetry.SlowStatements\","
          + "\"message\":\"slow \\\"statement\\\"\",\"tenant\":\"demo\",\"duration_ms\":612,"
          + "\"error\":\"a.B: c\\n\\tat d.E\"}";

  @Test
  void aLineIsShownToAPerson() {
    assertThat(LogRecord.of(LINE).orElseThrow().text(false))
        .isEqualTo(
            "2026-11-22 21:31:25.004Z WARN  SlowStatements: slow \"statement\"  tenant=demo"
                + "  duration_ms=612\n    a.B: c\n      at d.E");
  }

  @Test
  void theLevelHasAColour() {
    assertThat(LogRecord.of(LINE).orElseThrow().text(true)).contains("\u001b[33mWARN\u001b[0m ");
  }

  @Test
  void noCharacterOfTheLogMovesTheCursor() {
    String line =
        "{\"time\":\"t\",\"level\":\"INFO\",\"logger\":\"l\",\"message\":\"a\\u001b[2Jb\\nc\"}";

    assertThat(LogRecord.of(line).orElseThrow().text(false)).isEqualTo("t INFO  l: a?[2Jb?c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "2026-11-22T21:31:25.004Z INFO  [main] d.q.b.Service ready",
        "{\"time\":\"t\"",
        "{\"time\":\"t\"} and more",
        "[1]"
      })
  void anotherLineIsNone(String line) {
    assertThat(LogRecord.of(line)).isEmpty();
  }
}
