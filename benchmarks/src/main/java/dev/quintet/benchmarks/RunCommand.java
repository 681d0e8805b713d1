package dev.quintet.benchmarks;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Runs one scenario; its last line is the verdict.")
final class RunCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "NAME", description = "A scenario, see list.")
  private String name = "";

  @Option(names = "--rows", paramLabel = "N", description = "Rows of each side in each round.")
  private @Nullable Integer rows;

  @Option(names = "--rounds", paramLabel = "N", description = "Rounds that count.")
  private @Nullable Integer rounds;

  @Option(names = "--minutes", paramLabel = "N", description = "How long a soak lasts (default: 10).")
  private @Nullable Integer minutes;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "What random choices begin with (default: another one each time).")
  private long seed = System.nanoTime();

  @Option(
      names = "--profile",
      description = "Write a JFR recording of the service to quintet-NAME.jfr.")
  private boolean profile;

  @Option(
      names = "--ticks",
      paramLabel = "DIR",
      description = "Where the day files of real ticks are (default: ../shared/data/ticks).")
  private @Nullable Path ticks;

  @Option(
      names = "--launcher",
      paramLabel = "FILE",
      description = "The program that starts the service (default: quintet, beside this project).")
  private @Nullable Path launcher;

  @Override
  public Integer call() throws Exception {
    Scenario scenario = scenario();
    Run run = run(scenario);
    Samples ratios = scenario.measurement().run(run);
    run.print("%s", ratios.verdict(scenario.name(), scenario.goal()));
    return 0;
  }

  Scenario scenario() {
    return Benchmarks.SCENARIOS.stream()
        .filter(scenario -> scenario.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "there is no scenario '%s'; there are %s"
                        .formatted(
                            name,
                            Benchmarks.SCENARIOS.stream()
                                .map(Scenario::name)
                                .collect(Collectors.joining(", ")))));
  }

  Run run(Scenario scenario) throws URISyntaxException {
    Path project = Program.project();
    return new Run(
        scenario.name(),
        positive("--rows", rows),
        positive("--rounds", rounds),
        positive("--minutes", minutes),
        seed,
        profile,
        ticks != null ? ticks : project.resolveSibling("shared").resolve("data").resolve("ticks"),
        launcher != null ? launcher : project.resolve("quintet"),
        spec.commandLine().getOut());
  }

  private OptionalInt positive(String option, @Nullable Integer value) {
    if (value != null && value < 1) {
      throw new ParameterException(spec.commandLine(), option + " must be at least 1");
    }
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }
}
