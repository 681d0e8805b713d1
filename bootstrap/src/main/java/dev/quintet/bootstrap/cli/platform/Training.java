package dev.quintet.bootstrap.cli.platform;

import dev.quintet.bootstrap.DataDirectory;
import dev.quintet.bootstrap.cli.kit.Printable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trainings one after the other until one went well, and what is known of them. */
record Training(DataDirectory data, String launcher, Duration pause) {

  private static final List<Integer> NICENESS = List.of(19, 10, 0);

  /** Why there is nothing learned yet, for people. */
  static String state(DataDirectory data) {
    try {
      return Files.readString(file(data)).strip();
    } catch (IOException e) {
      return "no service of this build has trained it";
    }
  }

  private static Path file(DataDirectory data) {
    return data.path().resolve("training.txt");
  }

  /** Returns when one went well, or none is tried any more. */
  void run(Map<String, Object> stores) {
    Logger log = LoggerFactory.getLogger(Training.class);
    try {
      String before = "";
      for (int i = 0; i < NICENESS.size(); i++) {
        data.write(
            file(data),
            before + "training %d of %d goes on%n".formatted(i + 1, NICENESS.size()));
        int exitCode = once(stores, NICENESS.get(i));
        if (exitCode == 0) {
          Files.deleteIfExists(file(data));
          return;
        }
        before = "training %d failed (%s); ".formatted(i + 1, reason(exitCode));
        log.warn("the JVM has not learned the program: {}", before);
        boolean last = i == NICENESS.size() - 1;
        data.write(file(data), before + (last ? "the next up tries again" : "tried again soon"));
        Thread.sleep(last ? Duration.ZERO : pause);
      }
    } catch (IOException e) {
      data.write(file(data), "the training cannot be started: " + e.getMessage());
      log.warn("the training cannot be started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int once(Map<String, Object> stores, int niceness)
      throws IOException, InterruptedException {
    Process training =
        new ProcessBuilder(
                "nice",
                "-n",
                Integer.toString(niceness),
                launcher,
                "rehearse",
                "--data",
                data.path().toString())
            .redirectErrorStream(true)
            .redirectOutput(log().toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(training)));
    Properties given = new Properties();
    stores.forEach((key, value) -> given.setProperty(key, value.toString()));
    try (OutputStream out = training.getOutputStream()) {
      given.store(out, null);
    } catch (IOException endedBeforeItRead) {
      LoggerFactory.getLogger(Training.class).debug("not read", endedBeforeItRead);
    }
    return training.waitFor();
  }

  private static void end(Process training) {
    List<ProcessHandle> parts = training.descendants().toList();
    training.destroyForcibly();
    parts.forEach(ProcessHandle::destroyForcibly);
  }

  private Path log() {
    return data.path().resolve("rehearsal.log");
  }

  /** The first thing it said went wrong. */
  private String reason(int exitCode) throws IOException {
    try (Stream<String> lines = Files.lines(log())) {
      return lines
          .map(Printable::of)
          .filter(line -> line.startsWith("quintet: "))
          .map(line -> line.substring("quintet: ".length()))
          .findFirst()
          .orElse("exit code " + exitCode + ", see " + log());
    }
  }
}
