package dev.quintet.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** One whole run of the smallest scenario: the real service, its engines, and the bare clients. */
final class LastQuotesTest {

  private static final Path PROGRAM = Path.of("..", "bootstrap", "target", "quintet.jar");
  private static final Path TICKS = Path.of("..", "..", "shared", "data", "ticks");

  @Test
  void aRunEndsWithItsVerdict() {
    require(PROGRAM);
    require(TICKS);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();

    int exitCode =
        Benchmarks.commands()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute("run", "last-quote", "--rows", "20", "--rounds", "2");

    assertThat(exitCode).as("%s", err).isZero();
    assertThat(out.toString().lines().toList().getLast())
        .matches("last-quote ratio=\\d+\\.\\d\\d goal=<=1\\.20 spread=\\d+\\.\\d\\d\\.\\.\\d+\\.\\d\\d n=2");
  }

  private static void require(Path needed) {
    if (!Files.exists(needed)) {
      String reason = needed.toAbsolutePath().normalize() + " is missing";
      if (Boolean.parseBoolean(System.getenv("CI"))) {
        throw new AssertionError(reason);
      }
      throw new TestAbortedException(reason);
    }
  }
}
