package dev.quintet.benchmarks;

import dev.quintet.bootstrap.DataDirectory;
import dev.quintet.client.QuintetClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.FileUtils;

/** The real service and its engines, started by the launcher in a process of its own. */
final class Quintet implements AutoCloseable {

  /** What the service printed, and when it was read. */
  record Line(String text, long nanos) {}

  /** The tenant of {@link #newTenant}. */
  static final String TENANT = "benchmark";

  private static final long STOP_SECONDS = 60;
  private static final String READY = "Quintet is ready";

  private final DataDirectory data;
  private final Process process;
  private final List<Line> startLines;

  private Quintet(DataDirectory data, Process process, List<Line> startLines) {
    this.data = data;
    this.process = process;
    this.startLines = startLines;
  }

  /** A data directory that does not exist before. */
  static Path newDirectory() throws IOException {
    return Files.createTempDirectory("quintet-benchmark-");
  }

  /** Starts the service on the directory and returns when it is ready. */
  static Quintet start(Run run, Path directory) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                run.launcher().toString(),
                "up",
                "--data",
                directory.toString(),
                "--http",
                "0",
                "--grpc",
                "0")
            .redirectErrorStream(true);
    builder.environment().put("QUINTET_JAVA_HOME", System.getProperty("java.home"));
    if (run.profile()) {
      builder
          .environment()
          .put(
              "QUINTET_JVM_OPTIONS",
              "-XX:StartFlightRecording=settings=profile,filename=" + run.recording());
    }
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> abandon(process, directory)));
    List<Line> lines = readUntilReady(process);
    return new Quintet(new DataDirectory(directory), process, lines);
  }

  private static List<Line> readUntilReady(Process process) throws IOException {
    BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    List<Line> lines = new ArrayList<>();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      lines.add(new Line(line, System.nanoTime()));
      if (line.startsWith(READY)) {
        Thread.startVirtualThread(() -> skipRest(output));
        return lines;
      }
    }
    throw new IOException(
        "the service did not start:\n"
            + String.join("\n", lines.stream().map(Line::text).toList()));
  }

  private static void skipRest(BufferedReader output) {
    try (output) {
      while (output.readLine() != null) {
        // A full pipe would stop the service.
      }
    } catch (IOException e) {
      // It ended.
    }
  }

  /** What it printed while it started; the last line says that it is ready. */
  List<Line> startLines() {
    return startLines;
  }

  long pid() {
    return process.pid();
  }

  Path directory() {
    return data.path();
  }

  int grpcPort() {
    return data.port("grpc").orElseThrow();
  }

  int httpPort() {
    return data.port("http").orElseThrow();
  }

  /** The key of the demo tenant. */
  String key() {
    return data.credential("demo").orElseThrow();
  }

  QuintetClient client() {
    return client(key());
  }

  QuintetClient client(String key) {
    return QuintetClient.builder().endpoint("127.0.0.1", grpcPort()).key(key).build();
  }

  /** Makes the tenant {@value #TENANT}, and gives its administrator's key. */
  String newTenant() {
    try (QuintetClient operator = client(data.credential("operator").orElseThrow())) {
      return operator.createTenant(TENANT, "Benchmark", "pro").adminKey().orElseThrow();
    }
  }

  /** Its engines, without Quintet. */
  Stores stores() {
    return Stores.in(data.engines());
  }

  /** What the service needs of the machine, without its engines. */
  Footprint footprint() throws IOException {
    return Footprint.of(pid());
  }

  /** Stops the service and its engines; the data stays. */
  void stop() {
    stop(process);
  }

  private static void stop(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("the service did not end in " + STOP_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  /** What is left when a run is broken off. */
  private static void abandon(Process process, Path directory) {
    if (Files.exists(directory)) {
      stop(process);
      delete(directory);
    }
  }

  /** Stops the service and its engines and deletes the data. */
  @Override
  public void close() {
    stop();
    delete(directory());
  }

  private static void delete(Path directory) {
    try {
      FileUtils.deleteDirectory(directory.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
