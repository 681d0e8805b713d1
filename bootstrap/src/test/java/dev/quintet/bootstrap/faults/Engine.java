package dev.quintet.bootstrap.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.bootstrap.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An engine of a running service as the operating system sees it. */
enum Engine {
  POSTGRESQL("postgresql", "postgres"),
  CLICKHOUSE("clickhouse", "java"),
  REDIS("redis", "redis-server");

  private final String directory;
  private final String program;

  Engine(String directory, String program) {
    this.directory = directory;
    this.program = program;
  }

  private Path directory(DataDirectory data) {
    return data.engines().resolve(directory);
  }

  int port(DataDirectory data) {
    try {
      return Integer.parseInt(Files.readString(directory(data).resolve("port")).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its processes: those that run its program in its directory. */
  List<Long> processes(DataDirectory data) {
    List<Long> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : all) {
        if (isOne(process, data)) {
          found.add(Long.valueOf(process.getFileName().toString()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private boolean isOne(Path process, DataDirectory data) {
    try {
      return Files.readSymbolicLink(process.resolve("cwd")).startsWith(directory(data))
          && Files.readSymbolicLink(process.resolve("exe")).getFileName().toString().equals(program);
    } catch (IOException e) {
      return false; // ended meanwhile
    }
  }

  /** Only the first process, whose children must find out by themselves. */
  void kill(DataDirectory data) {
    List<Long> all = processes(data);
    signal(
        "KILL",
        all.stream()
            .filter(
                pid ->
                    ProcessHandle.of(pid)
                        .flatMap(ProcessHandle::parent)
                        .map(parent -> !all.contains(parent.pid()))
                        .orElse(true))
            .toList());
  }

  /** Neither answers nor closes connections any more. */
  void freeze(DataDirectory data) {
    signal("STOP", processes(data));
  }

  void thaw(DataDirectory data) {
    signal("CONT", processes(data));
  }

  private static void signal(String name, List<Long> pids) {
    assertThat(pids).as("processes to send " + name).isNotEmpty();
    List<String> command =
        new ArrayList<>(List.of("/bin/sh", "-c", "kill -" + name + " \"$@\"", "kill"));
    pids.forEach(pid -> command.add(Long.toString(pid)));
    run(command.toArray(new String[0]));
  }

  private static void run(String... command) {
    try {
      Process process = new ProcessBuilder(command).inheritIO().start();
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
