package dev.quintet.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * How a scenario shall be run.
 *
 * @param rows empty: as many as the scenario likes
 * @param rounds empty: as many as the scenario likes
 * @param minutes empty: as long as the scenario likes
 * @param seed what random choices begin with
 * @param profile whether a JFR recording of the service is written
 * @param ticks the folder with the real day files
 * @param launcher the program that starts the service
 */
record Run(
    String scenario,
    OptionalInt rows,
    OptionalInt rounds,
    OptionalInt minutes,
    long seed,
    boolean profile,
    Path ticks,
    Path launcher,
    PrintWriter out) {

  /** A new service on new engines and an empty data directory. */
  Quintet startQuintet() throws IOException, InterruptedException {
    return Quintet.start(this, Quintet.newDirectory());
  }

  /** Where the recording of the service goes. */
  Path recording() {
    return Path.of("quintet-" + scenario + ".jfr").toAbsolutePath();
  }

  void print(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }
}
