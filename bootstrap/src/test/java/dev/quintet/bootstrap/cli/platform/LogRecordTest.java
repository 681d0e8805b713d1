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
                + "  duration_ms=612  error=B: c");
  }

  /** A store that went away is expected; where the code was is not worth a screen. */
  @Test
  void anOutageIsOneLineAndADefectHasItsStack() {
    String error =
        "dev.q.ProblemException: no answer\\n\\tat d.E\\nCaused by: java.net.ConnectException: Connection"
            + " refused\\n\\tat f.G\\n\\t... 3 more";
    String line =
        "{\"time\":\"t\",\"level\":\"%s\",\"logger\":\"l\",\"message\":\"m\",\"error\":\"" + error + "\"}";

    assertThat(LogRecord.of(line.formatted("WARN")).orElseThrow().text(false))
        .isEqualTo(
            "t WARN  l: m  error=ProblemException: no answer, caused by ConnectException:"
                + " Connection refused");
    assertThat(LogRecord.of(line.formatted("ERROR")).orElseThrow().text(false))
        .hasLineCount(6)
        .contains("\n      at d.E\n");
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
