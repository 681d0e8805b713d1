package dev.quintet.engines;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EnginesTest {
  /** One for all tests: making the files of PostgreSQL is what takes time. */
  private final Path directory;

  EnginesTest(@TempDir Path parent) {
    directory = parent.resolve("it's \"my\" <dätä> & $HOME dir");
  }

  @Test
  void recoverFromTheKillOfTheirParent() throws Exception {
    Process parent = startHolder();
    assertThat(left()).isNotEmpty();
    parent.destroyForcibly().waitFor();
    assertThat(left()).isNotEmpty(); // PostgreSQL and Redis do not notice

    try (Engines engines = Engines.start(home(StartProgress.SILENT), Sql.USERS)) {
      assertThat(engines.postgres().alive()).isTrue();
      assertThat(engines.clickHouse().alive()).isTrue();
      assertThat(engines.redis().alive()).isTrue();
    }
    assertThat(left()).isEmpty();
  }

  @Test
  void clickHouseEndsByItselfWhenItsParentIsKilled() throws Exception {
    Process parent = startHolder();
    parent.destroyForcibly().waitFor();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> ProcessTable.find(directory.toRealPath(), Program.CLICK_HOUSE).isEmpty());
    endAll();
  }

  @Test
  void belongToOneProcessAtATime() throws Exception {
    Process other = startHolder();
    List<Long> running = left();
    EngineHome home = home(StartProgress.SILENT);
    assertThatThrownBy(() -> Engines.start(home, Sql.USERS))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("in use");
    assertThat(left()).containsAll(running);

    other.getOutputStream().close(); // now it stops its engines and ends
    assertThat(other.waitFor()).isZero();
    assertThat(left()).isEmpty();
  }

  @Test
  void leaveNothingRunningWhenOneOfThemDoesNotStart(@TempDir Path fresh) throws IOException {
    EngineHome home = EngineHome.in(fresh, EngineFiles.ofUser(), StartProgress.SILENT);
    Files.createDirectories(fresh.resolve("postgresql/data"));
    assertThatThrownBy(() -> Engines.start(home, Sql.USERS))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("postgresql ended while it started");
    assertThat(left(fresh)).isEmpty();
  }

  @Test
  void leaveNothingRunningWhenTheFirstStartIsInterrupted(@TempDir Path fresh) throws Exception {
    EngineHome home = EngineHome.in(fresh, EngineFiles.ofUser(), StartProgress.SILENT);
    var starting =
        Thread.ofVirtual()
            .unstarted(
                () ->
                    assertThatThrownBy(() -> Engines.start(home, Sql.USERS))
                        .isInstanceOf(EngineException.class)
                        .hasMessageContaining("interrupted"));
    starting.start();
    await().atMost(Duration.ofSeconds(30)).until(() -> !left(fresh).isEmpty());
    starting.interrupt();
    starting.join();
    assertThat(left(fresh)).isEmpty();
  }

  @Test
  void runInADirectoryWithAnAwkwardName() throws SQLException {
    try (Engines engines = Engines.start(home(StartProgress.SILENT), Sql.USERS);
        var connection = engines.postgres().connect()) {
      assertThat(connection.isValid(5)).isTrue();
      assertThat(engines.postgres().pid()).isPositive();
    }
  }

  @Test
  void areStartedAgainOnTheirPortsWhenTheyDieUntilTheyAreStopped() throws IOException {
    try (Engines engines = Engines.start(home(StartProgress.SILENT), Sql.USERS)) {
      List<RunningEngine> all =
          List.of(engines.postgres(), engines.clickHouse(), engines.redis());
      List<Integer> ports = all.stream().map(RunningEngine::port).toList();
      try (EngineSupervisor supervisor = EngineSupervisor.of(engines)) {
        assertThat(supervisor).isNotNull();
        for (RunningEngine engine : all) {
          long killed = engine.pid();
          Signal.KILL.send(List.of(killed));
          await()
              .atMost(Duration.ofSeconds(30))
              .until(() -> engine.pid() != killed && !Loopback.isFree(engine.port()));
        }
        assertThat(all).extracting(RunningEngine::port).isEqualTo(ports);
        await()
            .atMost(Duration.ofSeconds(30))
            .ignoreExceptions()
            .until(
                () -> {
                  try (var connection = engines.postgres().connect()) {
                    return connection.isValid(5);
                  }
                });
        engines.redis().stop();
      }
      assertThat(engines.redis().alive()).as("stopped on purpose").isFalse();
    }
    assertThat(left()).isEmpty();
  }

  @Test
  void reportWhatTheyDoAndHowLongItTook() throws SQLException {
    Queue<String> begun = new ConcurrentLinkedQueue<>();
    Queue<String> finished = new ConcurrentLinkedQueue<>();
    var progress =
        new StartProgress() {
          @Override
          public void begun(String step) {
            begun.add(step);
          }

          @Override
          public void advanced(String step, long done, long total) {}

          @Override
          public void finished(String step, Duration took) {
            assertThat(took).isPositive();
            finished.add(step);
          }
        };
    try (Engines engines = Engines.start(home(progress), Sql.USERS)) {
      assertThat(engines.postgres().connect()).isNotNull();
    }
    assertThat(finished)
        .containsExactlyInAnyOrderElementsOf(begun)
        .anyMatch(step -> step.startsWith("start PostgreSQL"))
        .anyMatch(step -> step.startsWith("start ClickHouse"))
        .anyMatch(step -> step.startsWith("start Redis"));
  }

  private EngineHome home(StartProgress progress) {
    return EngineHome.in(directory, EngineFiles.ofUser(), progress);
  }

  private Process startHolder() throws IOException {
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            EnginesHolder.class.getName(),
            directory.toString());
    Process holder = builder.redirectErrorStream(true).start();
    BufferedReader output = holder.inputReader(UTF_8);
    var said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      said.append(line).append('\n');
      if (line.equals(EnginesHolder.READY)) {
        return holder;
      }
    }
    throw new AssertionError("the other process did not start the engines:\n" + said);
  }

  private List<Long> left() throws IOException {
    return left(directory);
  }

  private static List<Long> left(Path home) throws IOException {
    Path path = home.toRealPath();
    return Program.ALL.stream()
        .flatMap(program -> ProcessTable.find(path, program).stream())
        .toList();
  }

  private void endAll() throws IOException {
    for (Program program : List.of(Program.POSTGRES, Program.REDIS)) {
      ProcessTable.endOrphans(directory.toRealPath(), program, Signal.INT, Duration.ofSeconds(10));
    }
  }
}
