package dev.quintet.engines;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Redis of the Debian packages that apt offers here, unpacked without being installed: no root is
 * needed, and apt checks the signatures. Only where apt is, and its lists were fetched once.
 */
final class DebianFetch {

  private static final List<String> PACKAGES =
      List.of("redis-tools", "libjemalloc2", "liblzf1", "libatomic1");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern VERSION = Pattern.compile(" v=(([0-9]+)\\.[0-9.]+) ");
  private static final int LEAST_VERSION = 7;

  /** Where apt-get and dpkg-deb are. */
  private final Path programs;

  DebianFetch(Path programs) {
    this.programs = programs;
  }

  /**
   * Leaves {@code redis-server}, its libraries in {@code lib} and its version in {@code version}.
   *
   * @throws IOException when apt has none, or none that runs here, or only an old one
   */
  void into(Path target) throws IOException {
    Path work = Files.createDirectory(target.resolve("packages"));
    List<String> download =
        new ArrayList<>(
            List.of(
                program("apt-get"),
                "-qq",
                "-o",
                "Acquire::Retries=0",
                "-o",
                "Acquire::http::Timeout=10",
                "download"));
    download.addAll(PACKAGES);
    run(work, download);
    for (Path file : list(work)) {
      run(work, List.of(program("dpkg-deb"), "-x", file.toString(), "all"));
    }
    Path server = target.resolve("redis-server");
    Files.move(work.resolve("all/usr/bin/redis-check-rdb"), server); // the server by another name
    Path libraries = Files.createDirectory(target.resolve("lib"));
    for (Path file : list(work.resolve("all/usr/lib/x86_64-linux-gnu"))) {
      if (!Files.isDirectory(file)) {
        Files.copy(file, libraries.resolve(file.getFileName()));
      }
    }
    Files.writeString(target.resolve("version"), version(target, server));
    PrivateFiles.deleteTree(work);
  }

  /** How its command begins: with the libraries that lie beside it, if there are any. */
  static List<String> command(Path server) {
    Path libraries = server.resolveSibling("lib");
    return Files.isDirectory(libraries)
        ? List.of("env", "LD_LIBRARY_PATH=" + libraries, server.toString())
        : List.of(server.toString());
  }

  private static String version(Path target, Path server) throws IOException {
    List<String> command = new ArrayList<>(command(server));
    command.add("--version");
    String answer = run(target, command);
    Matcher version = VERSION.matcher(answer);
    if (!version.find() || Integer.parseInt(version.group(2)) < LEAST_VERSION) {
      throw new IOException("apt offers no newer Redis: " + answer.strip());
    }
    return version.group(1);
  }

  private String program(String name) {
    return programs.resolve(name).toString();
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  private static String run(Path directory, List<String> command) throws IOException {
    Path output = Files.createTempFile("quintet", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(command.getFirst() + " did not end in " + PATIENCE);
      }
      String printed = Files.readString(output, UTF_8);
      if (process.exitValue() != 0) {
        throw new IOException(command.getFirst() + " failed: " + printed.strip());
      }
      return printed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      Files.delete(output);
    }
  }
}
