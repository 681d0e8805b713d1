package dev.quintet.benchmarks;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.OptionalInt;

/** A run of a scenario that starts nothing. */
final class RunFixture {

  private RunFixture() {}

  static Run run() {
    return run(Writer.nullWriter());
  }

  static Run run(Writer out) {
    return new Run(
        "some",
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        1,
        false,
        Path.of("ticks"),
        Path.of("launcher"),
        new PrintWriter(out));
  }
}
