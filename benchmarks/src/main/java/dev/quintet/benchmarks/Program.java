package dev.quintet.benchmarks;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code java -jar} runs. Compiled for Java 17: the {@code java} on the path may be an older one
 * than the benchmarks need, which run on the JDK 25 that the launcher finds.
 */
final class Program {

  private Program() {}

  public static void main(String[] arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(project().resolve("quintet").toString());
    command.add("java");
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

  /** Ending this program ends that one, and waits until its service is stopped. */
  private static void end(Process benchmarks) {
    benchmarks.destroy();
    try {
      benchmarks.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The project that this program was built in, wherever it is called from. */
  static Path project() throws URISyntaxException {
    Path program =
        Path.of(Program.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    for (Path folder = program; folder != null; folder = folder.getParent()) {
      if (Files.isExecutable(folder.resolve("quintet")) && Files.exists(folder.resolve("pom.xml"))) {
        return folder;
      }
    }
    return Path.of("").toAbsolutePath();
  }
}
