package dev.quintet.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Lets JMH measure one side at a time, each in a JVM of its own, on the engines of a service. */
final class Jmh {

  /** Long enough for a busy machine to have compiled everything. */
  private static final int WARM_UP = 10;

  private static final int ROUNDS = 5;
  private static final int ITERATIONS = 3;
  private static final TimeValue ITERATION = TimeValue.seconds(1);

  private final Run run;
  private final Stores stores;
  private final Class<?> scenario;

  /**
   * @param scenario has the measured methods, and states with a parameter {@code engines}
   */
  Jmh(Run run, Stores stores, Class<?> scenario) {
    this.run = run;
    this.stores = stores;
    this.scenario = scenario;
  }

  /** The methods {@code own} and {@code bare}: prints both; gives the ratio of each round. */
  Samples compare() throws Exception {
    Rounds rounds =
        new Rounds(run, 0, ROUNDS)
            .side("Quintet", round -> median("own"))
            .side("bare", round -> median("bare"))
            .measure();
    rounds.print("p50 %5.1f us (%s)", micros -> micros);
    return rounds.ratio("Quintet", "bare");
  }

  private double median(String method) throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include("^" + Pattern.quote(scenario.getName() + "." + method) + "$")
            .param("engines", stores.engines().toString())
            .mode(Mode.SampleTime)
            .timeUnit(TimeUnit.MICROSECONDS)
            .forks(1)
            .threads(1)
            .warmupIterations(WARM_UP)
            .warmupTime(ITERATION)
            .measurementIterations(ITERATIONS)
            .measurementTime(ITERATION)
            .jvmArgs(arguments(method))
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .build();
    return new Runner(options).runSingle().getPrimaryResult().getStatistics().getPercentile(50);
  }

  private String[] arguments(String method) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx256m"));
    if (run.profile() && method.equals("own")) {
      arguments.add("-Xlog:jfr+startup=off");
      arguments.add("-XX:StartFlightRecording=settings=profile,filename=" + run.recording());
    }
    return arguments.toArray(String[]::new);
  }
}
