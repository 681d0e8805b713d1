package dev.quintet.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code quintet} with a JDK that writes down how it was called. */
final class LauncherScriptTest {

  private Path place = Path.of("");

  @BeforeEach
  void install(@TempDir Path temporary) throws IOException {
    place = temporary;
    Files.copy(Path.of("..", "quintet"), place.resolve("quintet"));
    Path jar = place.resolve("bootstrap/target/quintet.jar");
    Files.createDirectories(jar.getParent());
    Files.writeString(jar, "jar");
    Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
    Path bin = Files.createDirectories(place.resolve("jdk/bin"));
    Files.writeString(
        place.resolve("jdk/release"), "JAVA_VERSION=\"25\"\nJAVA_RUNTIME_VERSION=\"25+1\"\n");
    program(bin.resolve("javac"), "");
    program(
        bin.resolve("java"),
        """
        echo "$(umask) $*" >> '%s'
        for word in "$@"; do
          case "$word" in
            -XX:AOTMode=on) exit "${TAKES:-0}" ;;
            -XX:AOTCacheOutput=*) echo archive > "${word#*=}"; exit "${TRAINED:-0}" ;;
          esac
        done
        """
            .formatted(place.resolve("calls")));
  }

  private static void program(Path file, String text) throws IOException {
    Files.writeString(file, "#!/usr/bin/env bash\n" + text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private int run(Map<String, String> environment, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("bash", "-c", "umask 022; exec \"$@\"", "-"));
    command.add(place.resolve("quintet").toString());
    command.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectInput(new java.io.File("/dev/null"));
    builder.environment().put("QUINTET_JAVA_HOME", place.resolve("jdk").toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor();
  }

  private List<String> calls() throws IOException {
    List<String> calls = Files.readAllLines(place.resolve("calls"));
    Files.delete(place.resolve("calls"));
    return calls;
  }

  private List<String> learned() throws IOException {
    try (Stream<Path> files = Files.list(place.resolve("bootstrap/target"))) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.startsWith("learned"))
          .sorted()
          .toList();
    }
  }

  @Test
  void aTrainingThatGoesWellMakesBothArchives() throws Exception {
    assertThat(run(Map.of(), "rehearse")).isZero();
    assertThat(learned()).containsExactly("learned-25+1-service.aot", "learned-25+1-verbs.aot");
    calls();

    run(Map.of(), "up");
    run(Map.of(), "status");
    assertThat(calls())
        .hasSize(2)
        .allMatch(call -> call.contains("-XX:AOTCache=") && call.contains("quintet.learned=true"));
  }

  @Test
  void whatATrainingWroteThatFailedIsUsedAndTheTrainingRepeated() throws Exception {
    assertThat(run(Map.of("TRAINED", "1"), "rehearse")).isEqualTo(1);
    assertThat(learned())
        .containsExactly("learned-25+1-service.aot", "learned-25+1-service.partial");
    calls();

    run(Map.of(), "up");
    assertThat(calls())
        .singleElement()
        .asString()
        .contains("-XX:AOTCache=", "-Dquintet.rehearse=true")
        .doesNotContain("quintet.learned");

    assertThat(run(Map.of(), "rehearse")).isZero();
    assertThat(learned()).containsExactly("learned-25+1-service.aot", "learned-25+1-verbs.aot");
  }

  @Test
  void anArchiveThatTheJvmDoesNotTakeIsNotKept() throws Exception {
    Path left = place.resolve("bootstrap/target/learned-25+1-service.new.999999999");
    Files.writeString(left, "of a training that was killed");
    assertThat(run(Map.of("TAKES", "1"), "rehearse")).isEqualTo(1);
    assertThat(learned()).isEmpty();
  }

  @Test
  void whatAServiceWritesIsItsOwnersOnly() throws Exception {
    run(Map.of(), "up", "--detached");
    run(Map.of(), "bars", "X");
    assertThat(calls()).satisfiesExactly(
        up -> assertThat(up).startsWith("0077 "), bars -> assertThat(bars).startsWith("0022 "));
  }

  @Test
  void benchmarksRunOnTheSameJdk() throws Exception {
    Path jar = place.resolve("benchmarks/target/benchmarks.jar");
    Files.createDirectories(jar.getParent());
    Files.writeString(jar, "jar");
    run(Map.of(), "bench", "run", "tick-ingest");
    assertThat(calls()).singleElement().asString().endsWith(" -jar " + jar + " run tick-ingest");
  }
}
