package dev.quintet.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class BenchmarksTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine commands =
      Benchmarks.commands().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

  @Test
  void listNamesEveryScenarioWithItsGoal() {
    assertThat(commands.execute("list")).isZero();

    assertThat(out.toString().lines()).hasSameSizeAs(Benchmarks.SCENARIOS);
    for (Scenario scenario : Benchmarks.SCENARIOS) {
      assertThat(out.toString()).contains(scenario.name(), scenario.goal().toString());
    }
  }

  @Test
  void noScenarioHasTheNameOfAnother() {
    assertThat(Benchmarks.SCENARIOS).extracting(Scenario::name).doesNotHaveDuplicates();
  }

  @Test
  void runTakesRowsRoundsProfileAndPlaces() throws Exception {
    Run run =
        parsed("tick-ingest", "--rows", "10000000", "--rounds", "3", "--profile", "--ticks", "days");

    assertThat(run.scenario()).isEqualTo("tick-ingest");
    assertThat(run.rows()).isEqualTo(OptionalInt.of(10_000_000));
    assertThat(run.rounds()).isEqualTo(OptionalInt.of(3));
    assertThat(run.profile()).isTrue();
    assertThat(run.ticks()).isEqualTo(Path.of("days"));
  }

  @Test
  void aSoakTakesItsLengthAndItsSeed() throws Exception {
    Run run = parsed("soak", "--minutes", "3", "--seed", "42");

    assertThat(run.minutes()).isEqualTo(OptionalInt.of(3));
    assertThat(run.seed()).isEqualTo(42);
    assertThat(commands.execute("run", "soak", "--minutes", "0")).isEqualTo(2);
  }

  @Test
  void runFindsTheLauncherAndTheTicksBesideTheProject() throws Exception {
    Run run = parsed("tick-ingest");

    assertThat(run.launcher()).isExecutable().hasFileName("quintet");
    assertThat(run.ticks()).endsWith(Path.of("shared", "data", "ticks"));
    assertThat(run.rows()).isEmpty();
    assertThat(run.profile()).isFalse();
  }

  @Test
  void anUnknownScenarioIsRefusedWithTheNamesOfThoseThereAre() {
    assertThat(commands.execute("run", "everything")).isEqualTo(2);

    assertThat(err.toString()).contains("everything", "tick-ingest");
  }

  @Test
  void noRowsAndNoRoundsAreRefused() {
    assertThat(commands.execute("run", "tick-ingest", "--rows", "0")).isEqualTo(2);
    assertThat(commands.execute("run", "tick-ingest", "--rounds", "-1")).isEqualTo(2);

    assertThat(err.toString()).contains("--rows must be at least 1", "--rounds must be at least 1");
  }

  private static Run parsed(String... arguments) throws Exception {
    RunCommand command = new RunCommand();
    new CommandLine(command).parseArgs(arguments);
    return command.run(command.scenario());
  }
}
