package dev.quintet.bootstrap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs {@code ./quintet} like a user, and looks at the processes it leaves. */
public final class Program {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Path LAUNCHER = Path.of("..", "quintet").toAbsolutePath().normalize();

  private Program() {}

  /** How a verb ended and what it printed. */
  public record Outcome(int exitCode, String out, String err) {

    /** Of both streams. */
    public String output() {
      return out + err;
    }
  }

  public static Outcome run(Path workingDirectory, String... arguments) {
    return start(workingDirectory, arguments).outcome();
  }

  /** Runs a verb beside the test. */
  public static Running start(Path workingDirectory, String... arguments) {
    return start(workingDirectory, Map.of(), arguments);
  }

  /** The same with more in its environment. */
  public static Running start(
      Path workingDirectory, Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
    command.addAll(List.of(arguments));
    try {
      Path output = Files.createTempFile(workingDirectory, "output", ".txt");
      Path errors = Files.createTempFile(workingDirectory, "errors", ".txt");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(workingDirectory.toFile())
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile());
      builder.environment().putAll(environment);
      builder.environment().put("QUINTET_JAVA_HOME", System.getProperty("java.home"));
      return new Running(command, builder.start(), output, errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A verb that was started. */
  public record Running(List<String> command, Process process, Path output, Path errors) {

    /** Waits for its end. */
    public Outcome outcome() {
      try {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new AssertionError(
              command
                  + " did not end; it printed "
                  + Files.readString(output)
                  + Files.readString(errors));
        }
        return new Outcome(
            process.exitValue(), Files.readString(output), Files.readString(errors));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }

  /** Command lines of the processes that work in the directory or name it. */
  public static List<String> processesOf(Path directory) {
    List<String> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : all) {
        commandOf(process, directory, found);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private static void commandOf(Path process, Path directory, List<String> found) {
    try {
      String command = Files.readString(process.resolve("cmdline")).replace('\0', ' ');
      if (Files.readSymbolicLink(process.resolve("cwd")).startsWith(directory)
          || command.contains(directory.toString())) {
        found.add(command);
      }
    } catch (IOException endedMeanwhile) {
      found.removeIf(String::isEmpty);
    }
  }
}
