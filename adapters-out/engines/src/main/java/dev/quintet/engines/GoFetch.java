package dev.quintet.engines;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Builds a program of a Go module, through the user's go and whatever proxy it is set to; go checks the sums
 * of all modules.
 *
 * @param title what people call the program
 * @param command its package
 * @param go the go program
 * @param reached takes now and then what it is at
 */
record GoFetch(String title, String command, String version, String go, Consumer<String> reached) {

  private static final Duration DEADLINE = Duration.ofMinutes(60);
  private static final int EXCERPT_LINES = 20;

  /** Leaves the program, by its own name, and nothing else. */
  void into(Path target) throws IOException {
    Path log = target.resolve("go.log");
    Process process = start(target, log);
    try {
      long end = System.nanoTime() + DEADLINE.toNanos();
      while (!process.waitFor(250, TimeUnit.MILLISECONDS)) {
        reached.accept(said(log));
        if (System.nanoTime() > end) {
          throw new EngineException("go install " + coordinates() + " took more than an hour");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("interrupted while building " + coordinates(), e);
    } finally {
      end(process);
    }
    if (process.exitValue() != 0) {
      throw new EngineException(
          "go install %s failed:%n%s".formatted(coordinates(), lastLines(log)));
    }
    Files.delete(log);
  }

  private String coordinates() {
    return command + "@" + version;
  }

  private Process start(Path target, Path log) {
    ProcessBuilder builder =
        new ProcessBuilder(go, "install", "-v", "-ldflags=-s -w", coordinates())
            .directory(target.toFile()) // outside of any module of the user's
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("GOBIN", target.toString());
    try {
      return builder.start();
    } catch (IOException e) {
      throw new EngineException(
          title
              + " is built with Go and go was not found: install Go 1.25 or later, or copy the cache of"
              + " another machine",
          e);
    }
  }

  /** Compilers are processes of their own. */
  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Go names each module that it downloads, then each package that it compiles. */
  private static String said(Path log) {
    try (Stream<String> lines = Files.lines(log, UTF_8)) {
      List<String> all = lines.toList();
      long downloads = all.stream().filter(line -> line.startsWith("go: ")).count();
      long compiled = all.size() - downloads;
      return compiled == 0 ? downloads + " modules fetched" : compiled + " packages compiled";
    } catch (IOException | UncheckedIOException e) {
      return ""; // it is being written
    }
  }

  private static String lastLines(Path log) throws IOException {
    List<String> all = Files.readAllLines(log, UTF_8);
    return String.join("\n", all.subList(Math.max(0, all.size() - EXCERPT_LINES), all.size()));
  }
}
