package dev.quintet.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import java.io.IOException;
import java.net.ConnectException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

final class LoggedFailureTest {

  @Test
  void ourOwnWordsAreLogged() {
    assertThat(LoggedFailure.of(new IllegalStateException("the guard is missing")))
        .startsWith("java.lang.IllegalStateException: the guard is missing\n\tat dev.quintet.");
  }

  @Test
  void aDriverIsLoggedByItsCode() {
    SQLException refusal = new SQLException("Key (symbol)=(EURUSD) exists", "23505");
    refusal.setStackTrace(foreign());
    RuntimeException clickhouse =
        new RuntimeException(
            "Code: 62. DB::Exception: Syntax error near 'EURUSD' (SYNTAX_ERROR)");
    clickhouse.setStackTrace(foreign());

    assertThat(LoggedFailure.of(refusal)).contains("SQLSTATE 23505").doesNotContain("EURUSD");
    assertThat(LoggedFailure.of(clickhouse))
        .contains("ClickHouse code 62")
        .doesNotContain("EURUSD");
  }

  @Test
  void whatAParserWasGivenIsNotLogged() {
    NumberFormatException failure = null;
    try {
      Long.parseLong("83.17263549");
    } catch (NumberFormatException e) {
      failure = e;
    }

    assertThat(LoggedFailure.of(java.util.Objects.requireNonNull(failure)))
        .startsWith("java.lang.NumberFormatException\n\tat java.base/")
        .doesNotContain("83.17");
  }

  @Test
  void aCauseWhoseWordsWeRepeatIsNotLogged() {
    SQLException refusal = new SQLException("value EURUSD", "22000");
    refusal.setStackTrace(foreign());

    assertThat(LoggedFailure.of(new IllegalStateException(refusal)))
        .contains("Caused by: java.sql.SQLException: SQLSTATE 22000")
        .doesNotContain("EURUSD");
  }

  @Test
  void howAConnectionFailedIsLogged() {
    ConnectException failure = new ConnectException("Connection refused");
    failure.setStackTrace(foreign());

    assertThat(LoggedFailure.of(new ProblemException(new Problem.Unavailable("x"), failure)))
        .contains("x is not available; nothing was done")
        .contains("Caused by: java.net.ConnectException: Connection refused");
  }

  @Test
  void aCircleOfCausesEnds() {
    Exception one = new Exception("one");
    Exception two = new Exception("two", one);
    one.initCause(two);

    assertThat(LoggedFailure.of(one)).containsOnlyOnce("java.lang.Exception: one");
  }

  @Test
  void aDeepStackIsCut() {
    IOException deep = new IOException("x");
    StackTraceElement[] frames = new StackTraceElement[1_000];
    java.util.Arrays.fill(frames, foreign()[0]);
    deep.setStackTrace(frames);

    assertThat(LoggedFailure.of(deep)).contains("... 960 more").hasLineCount(42);
  }

  private static StackTraceElement[] foreign() {
    return new StackTraceElement[] {new StackTraceElement("org.driver.Driver", "ask", "D.java", 7)};
  }
}
