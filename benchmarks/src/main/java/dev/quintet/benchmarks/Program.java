package dev.quintet.benchmarks;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code java -jar} runs. Compiled for Java 17, so that it can find a JDK 25 when the {@code
 * java} on the path is an older one, as Maven and the launcher do; the benchmarks run on that.
 */
final class Program {

  private static final String NEEDED = "JAVA_VERSION=\"25";

  private Program() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(jdk().resolve("bin").resolve("java").toString());
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("dev.quintet.benchmarks.Benchmarks");
    command.addAll(List.of(arguments));
    Process benchmarks = new ProcessBuilder(command).inheritIO().start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(benchmarks)));
    System.exit(benchmarks.waitFor());
  }

  /** Whoever ends this program ends that one, and waits until its service is stopped. */
  private static void end(Process benchmarks) {
    benchmarks.destroy();
    try {
      benchmarks.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Path jdk() throws IOException {
    for (Path candidate : candidates()) {
      Path release = candidate.resolve("release");
      if (Files.isExecutable(candidate.resolve("bin").resolve("java"))
          && Files.isReadable(release)
          && Files.readString(release).contains(NEEDED)) {
        return candidate;
      }
    }
    throw new IOException(
        "no JDK 25 found; point QUINTET_JAVA_HOME to one (./quintet up says how to install it)");
  }

  private static List<Path> candidates() throws IOException {
    List<Path> candidates = new ArrayList<>();
    for (String variable : List.of("QUINTET_JAVA_HOME", "JAVA_HOME")) {
      String home = System.getenv(variable);
      if (home != null && !home.isBlank()) {
        candidates.add(Path.of(home));
      }
    }
    candidates.add(Path.of(System.getProperty("java.home")));
    Path user = Path.of(System.getProperty("user.home"));
    for (Path folder :
        List.of(
            Path.of("/usr/lib/jvm"),
            Path.of("/usr/java"),
            Path.of("/opt"),
            Path.of("/opt/java"),
            user.resolve(".sdkman/candidates/java"),
            user.resolve(".jdks"))) {
      if (Files.isDirectory(folder)) {
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder)) {
          inside.forEach(candidates::add);
        }
      }
    }
    return candidates;
  }
}
