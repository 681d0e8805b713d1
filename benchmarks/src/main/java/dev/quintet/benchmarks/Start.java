package dev.quintet.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How long callers wait after the databases are there: from the moment the last engine answers until
 * the service says that it is ready, and how much memory it then has. Each round starts the service
 * once on a data directory that has been used before ("again") and once on a new one ("first"), whose
 * start also makes the schemas and the first keys. Ratio: seconds of "again" to the 2 s that it may
 * take; there is no bare client to compare with.
 *
 * <pre>java -jar benchmarks/target/benchmarks.jar run start</pre>
 */
final class Start {

  private static final int ROUNDS = 7;
  private static final double LIMIT_SECONDS = 2;
  private static final double LIMIT_MEGABYTES = 512;
  private static final String STEP_DONE = "ok ";
  private static final List<String> ENGINES =
      List.of("start postgresql", "start clickhouse", "start redis");

  private Start() {}

  static Samples run(Run run) throws Exception {
    List<Double> memory = new ArrayList<>();
    try (Quintet used = run.startQuintet()) {
      used.stop();
      Rounds rounds =
          new Rounds(run, 2, ROUNDS)
              .side("again", round -> again(run, used.directory(), memory))
              .side(
                  "first",
                  round -> {
                    try (Quintet fresh = run.startQuintet()) {
                      return afterDatabases(fresh.startLines());
                    }
                  })
              .measure();
      rounds.print("%.2f s after its databases (%s)", seconds -> seconds);
      Samples megabytes = Samples.of(memory);
      run.print(
          "RSS when ready %.0f MB (%s), goal <=%.0f",
          megabytes.median(), megabytes.spread(), LIMIT_MEGABYTES);
      return Samples.of(rounds.of("again"), seconds -> seconds / LIMIT_SECONDS);
    }
  }

  private static double again(Run run, Path directory, List<Double> memory) throws Exception {
    Quintet quintet = Quintet.start(run, directory);
    try {
      memory.add(quintet.footprint().residentMegabytes());
      return afterDatabases(quintet.startLines());
    } finally {
      quintet.stop();
    }
  }

  /** From the end of the last step that starts an engine to the line that says "ready". */
  static double afterDatabases(List<Quintet.Line> lines) {
    long databases =
        lines.stream()
            .filter(line -> startsEngine(line.text().strip().toLowerCase(Locale.ROOT)))
            .mapToLong(Quintet.Line::nanos)
            .max()
            .orElseThrow(() -> new IllegalStateException("no engine was started: " + lines));
    return (lines.getLast().nanos() - databases) / 1e9;
  }

  private static boolean startsEngine(String line) {
    return line.startsWith(STEP_DONE)
        && ENGINES.stream().anyMatch(line.substring(STEP_DONE.length()).strip()::startsWith);
  }
}
